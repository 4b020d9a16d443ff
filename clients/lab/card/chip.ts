import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';
import type { CardCommand, Reply } from './apdu.ts';
import type { Application } from './applications/application.ts';
import { applicationsOf } from './applications/applications.ts';
import { Memory } from './memory.ts';
import type { CardProfile, CardTraits, P256Jwk, ReferenceId } from './profile.ts';
import type { MemoryStore } from './store/memory-store.ts';

/** A reset under way: its secure messaging, the r of this channel until it is used, and the ticket once authorised. */
export interface ResetInProgress {
  messaging: SecureMessaging;
  r: Octets | null;
  kioskKeyHash: Octets;
  ticketHash: Octets | null;
}

/** What a card forgets when power goes or another application is selected. */
export interface VolatileState {
  application: Application | null;
  file: number | null;
  verified: Set<ReferenceId>;
  reset: ResetInProgress | null;
}

export const freshState = (): VolatileState => ({
  application: null,
  file: null,
  verified: new Set(),
  reset: null,
});

/** A powered card: what commands work on. */
export interface Chip {
  traits: CardTraits;
  applications: readonly Application[];
  memory: Memory;
  state: VolatileState;
  identity: ChipIdentity;
}

/** What the attestation key vouches for, and that key. */
export interface ChipIdentity {
  cardId: Octets;
  authCertificateHash: Octets;
  photoSignatureHash: Octets;
  attestationKey: CryptoKey;
  /** Keys that may sign reset authorisations, by the base64url of their 8-byte id. */
  resetKeys: ReadonlyMap<string, CryptoKey>;
}

/** One instruction. It may change `chip`; it throws only when the power goes. */
export type Instruction = (chip: Chip, command: CardCommand) => Reply | Promise<Reply>;

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function powerUp(profile: CardProfile, store: MemoryStore, traits: CardTraits): Promise<Chip> {
  return {
    traits,
    applications: applicationsOf(profile, traits),
    memory: await Memory.open(store, profile.verifierKey),
    state: freshState(),
    identity: await identityOf(profile),
  };
}

async function identityOf(profile: CardProfile): Promise<ChipIdentity> {
  const keys = profile.resetKeys.map(
    async ({ keyId, publicKey }) =>
      [
        keyId,
        await crypto.subtle.importKey('raw', fromBase64url(publicKey), P256, false, ['verify']),
      ] as const,
  );
  return {
    cardId: fromBase64url(profile.cardId),
    authCertificateHash: await sha256(fromBase64url(profile.certificates.auth)),
    photoSignatureHash: fromBase64url(profile.surface.photoSignatureHash),
    attestationKey: await importAttestationKey(profile.keys.attestation),
    resetKeys: new Map(await Promise.all(keys)),
  };
}

const importAttestationKey = (jwk: P256Jwk): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { ...jwk }, P256, false, ['sign']);

/** ECDSA P-256 with SHA-256 by the card's attestation key, raw r‖s, 64 bytes. */
export async function attest({ identity }: Chip, message: Octets): Promise<Octets> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return new Uint8Array(await crypto.subtle.sign(algorithm, identity.attestationKey, message));
}

/** Ends secure messaging and overwrites its keys and r. */
export function endReset({ state }: Chip): void {
  state.reset?.messaging.destroy();
  state.reset?.r?.fill(0);
  state.reset = null;
}
