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

const WIDTH = 30;

/** A bar on standard error: one line that moves on a terminal, a line for every tenth elsewhere. */
export function progress(label: string, total: number): (done: number) => void {
  let shown = -1;
  const began = performance.now();
  return (done) => {
    const tenth = Math.floor((10 * done) / Math.max(total, 1));
    if (!process.stderr.isTTY && tenth === shown) return;
    shown = tenth;
    const filled = Math.round((WIDTH * done) / Math.max(total, 1));
    const left = done > 0 ? ((performance.now() - began) / done / 1000) * (total - done) : 0;
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const line = `${label} ${bar} ${done}/${total}, ${Math.ceil(left)} s left`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}${done === total ? '\n' : ''}` : `${line}\n`);
  };
}
