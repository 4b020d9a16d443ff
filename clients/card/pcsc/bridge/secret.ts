import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from './durable-file.ts';
import { newNonce } from '../pairing.ts';
import { UnusableOption } from './options.ts';

/** The pairing secret of this machine: 32 random bytes in a file that its owner alone may read. */
export async function openSecret(path: string, anew: boolean): Promise<string> {
  const known = anew ? null : await readIfThere(path);
  if (known !== null) {
    if (!/^[\w-]{43}$/.test(known))
      throw new UnusableOption(`${path} holds no pairing secret; --new-secret makes one`);
    return known;
  }
  const secret = newNonce();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeDurably(path, `${secret}\n`);
  return secret;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
