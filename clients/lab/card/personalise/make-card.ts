import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createAuthority, trustAnchors, type Authority } from '../issuer/authority.ts';
import type { PersonalisedCard } from '../profile.ts';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { chipPhoto } from './chip-photo.ts';
import { readOrder } from './order-file.ts';
import { personalise } from './personalise.ts';

// Node only.

/** Where things are read and written. */
export interface CardFiles {
  order: string;
  portrait: string;
  /** Holds an authority, or a lab with one; founded when it is not there. */
  authority: string;
  card: string;
}

/** Makes a card from an order and a portrait, and founds the authority where there is none. `now` is Unix seconds. */
export async function makeCard(files: CardFiles, now: number): Promise<PersonalisedCard> {
  const { holder, pin, signaturePassword, box, variant } = readOrder(await readFile(files.order, 'utf8'));
  const photo = await chipPhoto(new Uint8Array(await readFile(files.portrait)), box);
  const authority = await openAuthority(files.authority, now);
  const order = { authority, holder, photo, pin, signaturePassword, now };
  const made = await personalise(variant ? { ...order, variant } : order);
  await mkdir(dirname(files.card), { recursive: true });
  await writeDurably(files.card, JSON.stringify(made));
  return made;
}

async function openAuthority(path: string, now: number): Promise<Authority> {
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return authorityIn(known);
  const authority = await createAuthority(now);
  await mkdir(dirname(path), { recursive: true });
  await writeDurably(path, JSON.stringify(authority));
  await writeDurably(`${path}.anchors.json`, JSON.stringify(await trustAnchors(authority)));
  return authority;
}

/** Says nothing of what stands in the file: it may be half of a private key. */
function authorityIn(json: string): Authority {
  const authority = parsed(json);
  if (!authority?.resetAuthority) throw new RangeError('the authority file holds no authority');
  return authority;
}

function parsed(json: string): Authority | null {
  try {
    const found = JSON.parse(json) as Authority & { authority?: Authority };
    return found.authority ?? found;
  } catch {
    return null;
  }
}
