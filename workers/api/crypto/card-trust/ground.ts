import type { Config } from '../../config.ts';
import { readAnchors, type Anchors } from './anchors.ts';
import { createIdentities, type Identities } from './identity.ts';
import { readSurfaceRoots } from './surface.ts';

/** What trust in a card rests on: the pinned roots, and the keyed hashes under which cards are known. */
export interface Ground {
  identities: Identities;
  users: Anchors;
  chips: Anchors;
  surfaceRoots: CryptoKey[];
}

/** Throws when a pinned root cannot be read. */
export async function readGround(config: Config): Promise<Ground> {
  return {
    identities: await createIdentities(config.CARD_PEPPER),
    users: readAnchors(config.USER_AUTH_ROOTS),
    chips: readAnchors(config.ATTESTATION_ROOTS),
    surfaceRoots: await readSurfaceRoots(config.SURFACE_ROOTS),
  };
}
