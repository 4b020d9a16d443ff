import type { Config } from '../../config.ts';
import { badSecret } from '../keys.ts';
import { readAnchors, type Anchors } from './anchors.ts';
import { createIdentities, type Identities } from './identity.ts';
import type { Fetch } from './revocation/download.ts';
import { createRevocation, type Revocation } from './revocation/index.ts';
import { readSurfaceRoots } from './surface.ts';

/** What trust in a card rests on: the pinned roots, who says what was revoked, and the hashes cards are known under. */
export interface Ground {
  identities: Identities;
  users: Anchors;
  chips: Anchors;
  surfaceRoots: CryptoKey[];
  revocation: Revocation;
}

/** The variables that trust in a card comes from. */
export type TrustConfig = Pick<
  Config,
  'CARD_PEPPER' | 'USER_AUTH_ROOTS' | 'SURFACE_ROOTS' | 'ATTESTATION_ROOTS' | 'REVOCATION'
>;

/** Throws a sentence naming the variable when a root cannot be read, or when nobody says what a root has revoked. */
export async function readGround(config: TrustConfig, fetch: Fetch): Promise<Ground> {
  const users = readAnchors(config.USER_AUTH_ROOTS, 'USER_AUTH_ROOTS');
  const chips = readAnchors(config.ATTESTATION_ROOTS, 'ATTESTATION_ROOTS');
  for (const keyId of [...users.keyIds, ...chips.keyIds])
    if (!(keyId in config.REVOCATION)) throw badSecret('REVOCATION', `has no source for the root ${keyId}`);
  return {
    identities: await createIdentities(config.CARD_PEPPER),
    users,
    chips,
    surfaceRoots: await readSurfaceRoots(config.SURFACE_ROOTS),
    revocation: createRevocation(config.REVOCATION, fetch),
  };
}
