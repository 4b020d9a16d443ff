import { digest } from '#schema/contract/bytes.ts';
import type { Config } from '../config.ts';
import type { Ports } from '../ports/index.ts';
import { createAuditMac } from './audit-mac.ts';
import { deriveKeys, deriveRings, importRing } from './keys.ts';
import { createNonces } from './nonces.ts';
import { createProofs } from './proofs.ts';
import { createRecords } from './records.ts';
import { createResetAuthority } from './reset-authority.ts';
import { createStatements, createTokens } from './tokens.ts';

type Crypto = Pick<
  Ports,
  | 'random'
  | 'digest'
  | 'tokens'
  | 'proofs'
  | 'statements'
  | 'records'
  | 'matchCode'
  | 'auditMac'
  | 'supportNumber'
  | 'resetAuthority'
>;

/** Everything that is done with this Worker's own keys, each imported once. Throws a sentence naming a bad secret. */
export async function createCrypto(config: Config): Promise<Crypto> {
  const ring = await importRing(config, 'TICKET_KEYS');
  const keys = await deriveRings(config.MASTER_KEYS);
  // Codes and support numbers stay what they are while keys are replaced: they come from what never is.
  const lasting = await deriveKeys(config.CARD_PEPPER);
  const nonces = createNonces(await keys.hmac('dpop-nonce'));
  return {
    random: {
      uuid: () => crypto.randomUUID(),
      bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    },
    digest,
    tokens: await createTokens(config.ISSUER, keys, ring, {
      master: namesOf(config.MASTER_KEYS),
      ticket: namesOf(config.TICKET_KEYS),
      authority: namesOf(config.AUTHORITY_KEYS),
    }),
    proofs: createProofs(nonces, digest),
    statements: createStatements(config.ISSUER, ring),
    records: createRecords(config.ISSUER, ring),
    matchCode: createMatchCode(await lasting.hmac('match-code')),
    auditMac: createAuditMac(await keys.hmac('audit')),
    supportNumber: createSupportNumber(await lasting.hmac('support-number')),
    resetAuthority: await createResetAuthority(config),
  };
}

const namesOf = (keys: readonly { kid: string }[]) => keys.map(({ kid }) => kid);

/** Letters and digits that are not read for one another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, G Q. */
const ALPHABET = 'ACDEFHJKMNPRTWXY34679';
const LENGTH = 4;

/**
 * Makes match codes: the same four characters for kiosk and phone in one redemption, others in the next. They depend on
 * a key of ours and on the two ids alone, and so say nothing about the card.
 */
function createMatchCode(key: CryptoKey) {
  return async (reservationId: string, redemptionId: string): Promise<string> => {
    const both = new TextEncoder().encode(`${reservationId}.${redemptionId}`);
    const view = new DataView(await crypto.subtle.sign('HMAC', key, both));
    const draws = Array.from({ length: LENGTH }, (_, index) => view.getUint32(4 * index));
    return draws.map((draw) => ALPHABET[draw % ALPHABET.length]!).join('');
  };
}

/** The letters of `ALPHABET` alone: sixteen, so that half a byte draws one. */
const LETTERS = ALPHABET.replaceAll(/\d/g, '');

/** Makes support numbers: eight letters that depend on a key of ours and the visit's id alone, and so name nobody. */
function createSupportNumber(key: CryptoKey) {
  return async (visitId: string): Promise<string> => {
    const code = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(visitId)));
    return Array.from(code.subarray(0, 4), (byte) => LETTERS[byte >> 4]! + LETTERS[byte & 15]!).join('');
  };
}
