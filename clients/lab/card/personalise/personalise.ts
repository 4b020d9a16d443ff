import { toBase64url } from '#schema/contract/bytes.ts';
import { ascii, signaturePasswordFaults, toHex, type Octets } from '#schema/contract/card.ts';
import { USER_PIN } from '#clients/card/pin.ts';
import type { Authority } from '../issuer/authority.ts';
import type { ValidFromTo } from '../issuer/certificate.ts';
import { issueCardCertificate, issueSignature, issueUserAuthentication } from '../issuer/end-entity.ts';
import { generateP256, generateRsa, pointOf } from '../issuer/keys.ts';
import { importVerifierKey, makeVerifier } from '../memory.ts';
import {
  MAX_TRIES,
  REFERENCE_IDS,
  type CardMemory,
  type CardProfile,
  type PersonalisedCard,
  type ReferenceId,
} from '../profile.ts';
import { birthDigits, checkHolder, labNumber, matchingDigits, validTo, type Holder } from './holder.ts';
import { writeSurfaceFiles } from './surface-files.ts';
import { writeTextFiles } from './text-files.ts';

/** An order for one card. `now` is Unix seconds; `photo` a JP2 file of at most 30 kB. */
export interface CardOrder {
  authority: Authority;
  holder: Holder;
  photo: Uint8Array;
  pin: string;
  signaturePassword: string;
  now: number;
  /** How the card differs from an ordinary one. */
  variant?: CardVariant;
}

/** Lab switches for cards that must be refused. */
export interface CardVariant {
  withoutSignatureCertificate?: boolean;
  /** Of both certificates; default: from a day ago to the 5th birthday from now. */
  validity?: ValidFromTo;
  /** Index into the authority's generations; default the newest. */
  generation?: number;
  /** Tries left at first; 0 is blocked. */
  tries?: Partial<Record<ReferenceId, number>>;
}

const DAY = 24 * 3600;
/** READ BINARY addresses 32 kB, and the other objects of the file take about one. */
const MAX_PHOTO = 30_000;

/** Makes a card: keys, certificates, photo file, counters. */
export async function personalise(order: CardOrder): Promise<PersonalisedCard> {
  checkOrder(order);
  const number = labNumber(random);
  const profile = await makeProfile(order, number);
  return { profile, memory: await makeMemory(order, profile, number) };
}

function checkOrder({ holder, photo, pin, signaturePassword }: CardOrder): void {
  checkHolder(holder);
  if (photo.length > MAX_PHOTO) throw new RangeError('photo is over 30 kB');
  if (!USER_PIN.accepts(ascii(pin))) throw new RangeError('pin is not 4 digits');
  if (signaturePasswordFaults(signaturePassword).length > 0)
    throw new RangeError('signature password is not 6 to 16 of A-Z and 0-9, at least one of each');
}

async function makeProfile(order: CardOrder, number: string): Promise<CardProfile> {
  const { authority, holder, photo, variant } = order;
  const cardId = random(16);
  const keys = await makeKeys(variant?.withoutSignatureCertificate ?? false);
  const { resetAuthority, surfaceIssuer } = authority;
  return {
    cardId: toBase64url(cardId),
    certificates: await makeCertificates(order, keys, toHex(cardId)),
    keys,
    resetKeys: [{ keyId: resetAuthority.kid, publicKey: toBase64url(pointOf(resetAuthority)) }],
    surface: await writeSurfaceFiles(authority, { holder, photo, number, surfaceKey: keys.surface }),
    text: await writeTextFiles(surfaceIssuer.key, { holder, number }),
    commonRecord: serialDigits() + holder.municipalityCode + validTo(holder),
    verifierKey: toBase64url(random(32)),
  };
}

async function makeKeys(withoutSignature: boolean): Promise<CardProfile['keys']> {
  const [auth, signature, surface] = await Promise.all([
    generateRsa(),
    withoutSignature ? null : generateRsa(),
    generateRsa(),
  ]);
  return { auth, signature, surface, attestation: await generateP256() };
}

async function makeCertificates(
  { authority, holder, now, variant }: CardOrder,
  keys: CardProfile['keys'],
  cardId: string,
): Promise<CardProfile['certificates']> {
  const at = variant?.generation ?? authority.userAuthentication.length - 1;
  const [authCa, signatureCa] = [authority.userAuthentication[at]!, authority.signature[at]!];
  const validity = variant?.validity ?? {
    notBefore: now - DAY,
    notAfter: fifthBirthday(holder.birthDate, now),
  };
  const commonName = `${stamp(now)}${serialDigits().slice(0, 6)}${holder.municipalityCode}`;
  const opaqueId = toHex(crypto.getRandomValues(new Uint8Array(16)));
  return {
    auth: await issueUserAuthentication(authCa, { key: keys.auth, opaqueId, validity }),
    authCa: authCa.certificate,
    signature:
      keys.signature &&
      (await issueSignature(signatureCa, { key: keys.signature, holder, commonName, validity })),
    signatureCa: signatureCa.certificate,
    card: await issueCardCertificate(authority.attestation, {
      key: keys.attestation,
      cardId,
      validity: tenYears(now),
    }),
  };
}

async function makeMemory(
  order: CardOrder,
  { verifierKey }: CardProfile,
  number: string,
): Promise<CardMemory> {
  const key = await importVerifierKey(verifierKey);
  const tries = { ...MAX_TRIES, ...order.variant?.tries };
  const secrets = secretsOf(order, number);
  const references = await Promise.all(
    REFERENCE_IDS.map(
      async (id) => [id, { verifier: await makeVerifier(key, secrets[id]), tries: tries[id] }] as const,
    ),
  );
  return {
    references: Object.fromEntries(references) as CardMemory['references'],
    reset: { counter: 0, ticketHash: toBase64url(new Uint8Array(32)) },
  };
}

/** The text application's PIN starts as the user PIN does, as people choose it at the counter. */
export function secretsOf(
  { holder, pin, signaturePassword }: Pick<CardOrder, 'holder' | 'pin' | 'signaturePassword'>,
  number: string,
): Record<ReferenceId, Octets> {
  const printed = matchingDigits(holder);
  return {
    userPin: ascii(pin),
    signaturePassword: ascii(signaturePassword),
    birthKey: ascii(birthDigits(holder)),
    matchingNumberA: ascii(number),
    matchingNumberB: printed,
    textPin: ascii(pin),
    textReserved: random(16),
    textMatchingNumberA: ascii(number),
    textMatchingNumberB: printed,
  };
}

/** Certificates run to the fifth birthday from now at most. */
function fifthBirthday(birthDate: string, now: number): number {
  const date = new Date(now * 1000);
  const [month, day] = [Number(birthDate.slice(4, 6)) - 1, Number(birthDate.slice(6))];
  const hadThisYear = Date.UTC(date.getUTCFullYear(), month, day) <= now * 1000;
  return Date.UTC(date.getUTCFullYear() + (hadThisYear ? 5 : 4), month, day) / 1000;
}

const random = (length: number): Octets => crypto.getRandomValues(new Uint8Array(length));
const tenYears = (now: number): ValidFromTo => ({ notBefore: now - DAY, notAfter: now + 3650 * DAY });
const stamp = (now: number): string => new Date(now * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
const serialDigits = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => byte % 10).join('');
