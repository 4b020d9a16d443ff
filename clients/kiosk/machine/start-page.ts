/**
 * The page that the browser opens first. What leads to the kiosk's own page is in a file that only this machine's user can
 * read, and not on a command line, which every program of the machine can.
 * @param address with the pairing in its fragment, which is sent to no server.
 */
export const startPage = (address: string): string => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Kaijo</title>
<style>html { background: #fff; font: 5vmin sans-serif; text-align: center; padding-top: 40vh }</style>
<p lang="ja">お待ちください</p>
<script>location.replace(${JSON.stringify(address).replaceAll('<', String.raw`\u003c`)});</script>
`;
