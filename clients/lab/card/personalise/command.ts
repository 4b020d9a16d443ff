import { parseArgs } from 'node:util';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import { readValidity } from '#clients/card/applets/certificate.ts';
import { makeCard } from './make-card.ts';

const USAGE = `npm run lab -- card:make ORDER.json PORTRAIT.jpg CARD.json [--authority FILE]

  ORDER.json     who the card is for and its secrets: clients/lab/card/personalise/example-order.json
  PORTRAIT.jpg   any portrait; its upper middle becomes the photo of the chip
  CARD.json      what is made: everything a virtual card is
  --authority    who signs it, e.g. .kaijo/lab.json; default .kaijo/authority.json, founded when it is not there
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { authority: { type: 'string', default: '.kaijo/authority.json' } },
});
const [order, portrait, card] = positionals;

try {
  if (!order || !portrait || !card) throw new RangeError(USAGE);
  const made = await makeCard(
    { order, portrait, card, authority: values.authority },
    Math.floor(Date.now() / 1000),
  );
  const { cardId, certificates } = made.profile;
  const { notAfter } = readValidity(fromBase64url(certificates.auth));
  const until = new Date(notAfter * 1000).toISOString().slice(0, 10);
  process.stdout.write(`card ${toHex(fromBase64url(cardId))}, certificates until ${until}: ${card}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
