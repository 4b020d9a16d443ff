import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/*
 * What commands measured, one JSON file each. The model card and the published performance are made from these and from
 * nothing else: no figure is written by hand.
 */
const fileOf = (name: string): string => fileURLToPath(new URL(`${name}.json`, import.meta.url));

/** Writes what a command measured if it was called with `--record`. */
export async function recordFigures(name: string, figures: unknown): Promise<void> {
  if (!process.argv.includes('--record')) return;
  await writeFile(fileOf(name), `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`recorded wasm/lab/figures/${name}.json\n`);
}

/** Null if the command was never run with `--record`. */
export async function readFigures<T>(name: string): Promise<T | null> {
  const text = await readFile(fileOf(name), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as T);
}
