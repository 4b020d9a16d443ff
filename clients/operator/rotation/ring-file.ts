import { open, readFile, rename, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { Rings } from './ring.ts';

/** The rings in an operator's file. Throws `RangeError` when it is none, or when others can read it. */
export async function readRings(file: string): Promise<Rings> {
  const { mode } = await stat(file).catch(() => {
    throw new RangeError(`no ring file at ${file}: "secrets init" makes one`);
  });
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new RangeError(`others can read ${file}: chmod 600 ${file}`);
  const text = await readFile(file, 'utf8');
  try {
    return v.parse(Rings, JSON.parse(text));
  } catch {
    throw new RangeError(`not a ring file: ${file}`);
  }
}

/** Makes the file; throws `RangeError` when there is one already. */
export async function createRings(file: string, rings: Rings): Promise<void> {
  const made = await open(file, 'wx', 0o600).catch(() => {
    throw new RangeError(`there is something at ${file} already, or no way to it`);
  });
  await made.close();
  await writeRings(file, rings);
}

/** Replaces the file as a whole: a crash leaves the rings of before or of after. */
export async function writeRings(file: string, rings: Rings): Promise<void> {
  const beside = await open(`${file}.new`, 'w', 0o600);
  try {
    await beside.writeFile(`${JSON.stringify(rings, null, 2)}\n`);
    await beside.sync();
  } finally {
    await beside.close();
  }
  await rename(`${file}.new`, file);
}
