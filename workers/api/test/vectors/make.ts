import { readFileSync, writeFileSync } from 'node:fs';
import { cardVectors } from './card.ts';
import { FILE, keys, type VectorFile } from './keys.ts';
import { serviceVectors } from './service.ts';

// `npm run lab -- vectors` writes schema/contract/vectors.json anew from the lab keys in it. The tests see whether it would.

/** The file as the project's code has it. */
export async function vectorsText(): Promise<string> {
  const { ticketHash, vectors } = await serviceVectors();
  const made: VectorFile = { keys, vectors: { ...(await cardVectors(ticketHash)), ...vectors } };
  return `${JSON.stringify(made, null, 2)}\n`;
}

if (import.meta.main) {
  const text = await vectorsText();
  const before = readFileSync(FILE, 'utf8');
  writeFileSync(FILE, text);
  process.stdout.write(text === before ? 'vectors.json is as it was\n' : 'vectors.json was made anew\n');
}
