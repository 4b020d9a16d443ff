/** What a page must know of the bridge beside it. `secret` is 32 bytes, base64url. */
export interface Pairing {
  port: number;
  secret: string;
}

const FRAGMENT = /^#?reader=(\d{1,5})\.([\w-]{43})$/;

/** The fragment of the link that a page opens once. Fragments are not sent to any server. */
export const pairingFragment = ({ port, secret }: Pairing): string => `#reader=${port}.${secret}`;

/** The pairing in a fragment, or null when it holds none. */
export function readPairing(fragment: string): Pairing | null {
  const [, port, secret] = FRAGMENT.exec(fragment) ?? [];
  if (port === undefined || secret === undefined) return null;
  return Number(port) > 0 && Number(port) < 65_536 ? { port: Number(port), secret } : null;
}

/**
 * Takes the pairing out of the address of this page, so that it stays neither on screen nor in the history. The caller
 * keeps it; null when the address holds none.
 */
export function takePairing(page: Pick<Window, 'location' | 'history'> = window): Pairing | null {
  const pairing = readPairing(page.location.hash);
  if (pairing) {
    const { pathname, search } = page.location;
    page.history.replaceState(page.history.state, '', pathname + search);
  }
  return pairing;
}
