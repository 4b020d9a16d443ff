import { chmod, mkdir, readFile } from 'node:fs/promises';
import { createAuthority, trustAnchors, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { revocationSources } from '#clients/lab/card/issuer/revocation-service.ts';
import { chipPhoto } from '#clients/lab/card/personalise/chip-photo.ts';
import { personalise } from '#clients/lab/card/personalise/personalise.ts';
import { importVerifierKey, makeVerifier } from '#clients/lab/card/memory.ts';
import { matchingDigits } from '#clients/lab/card/personalise/holder.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { alone } from '#clients/lab/system/made.ts';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { makeSecrets, SECRETS, type WorkerSecrets } from '#clients/operator/commands/secrets.ts';
import { MADE } from '#clients/operator/wrangler.ts';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { HOLDER, NOW, PASSWORD, PIN, type Member } from './cast.ts';

// Node only: portraits and the lab of this clone are files.

/** Whose card, and what its chip has for a photo: the JP2 itself, or made from a JPEG portrait. */
export interface LabCardOrder extends Member {
  photo?: Uint8Array;
  portrait?: string;
}

/** Has a card made by an authority. `now` is Unix seconds. */
export async function issueCard(
  authority: Authority,
  { holder = {}, variant = {}, portrait, photo }: LabCardOrder,
  now: number,
): Promise<PersonalisedCard> {
  return personalise({
    authority,
    holder: { ...HOLDER, ...holder },
    photo: photo ?? (await labPhoto(portrait)),
    pin: PIN,
    signaturePassword: PASSWORD,
    now,
    variant,
  });
}

/** A photo as chips hold it. */
export const labPhoto = async (portrait: string = PICTURES.portrait) =>
  chipPhoto(new Uint8Array(await readFile(portrait)));

/** An authority, and cards of it. */
export interface Lab {
  authority: Authority;
  issue(order?: LabCardOrder): Promise<PersonalisedCard>;
}

/** Founds a lab that lasts as long as this process. Keys take a second or two: once for a test file. */
export async function openLab(now = NOW): Promise<Lab> {
  const authority = await createAuthority(now);
  return { authority, issue: (order = {}) => issueCard(authority, order, now) };
}

/** What this clone has in place of the authorities of real cards, and the secrets of its own API Worker. */
export interface LocalLab {
  authority: Authority;
  secrets: WorkerSecrets;
}

/** Opens the lab of this clone, or founds it: certificates, keys and secrets of its own, in a file nobody else can read. */
export async function openLocalLab(now: number, folder = MADE): Promise<LocalLab> {
  return alone('lab', async () => (await knownLab(folder)) ?? foundLab(now, folder));
}

async function knownLab(folder: string): Promise<LocalLab | null> {
  const known = await readFile(`${folder}lab.json`, 'utf8').catch(() => null);
  const lab = known === null ? null : (JSON.parse(known) as LocalLab);
  return lab && isWhole(lab) ? lab : null;
}

async function foundLab(now: number, folder: string): Promise<LocalLab> {
  const lab = { authority: await createAuthority(now), secrets: await makeSecrets() };
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await writeDurably(`${folder}lab.json`, JSON.stringify(lab));
  return lab;
}

/** Does it have every secret that the Worker asks for by now? */
const isWhole = ({ secrets }: LocalLab): boolean =>
  SECRETS.every((name) => typeof secrets[name] === 'string');

/** The one card that the pages of this clone share; made once, so that its memory in a browser stays its own. */
export async function theLabCard({ authority }: LocalLab, now: number): Promise<PersonalisedCard> {
  const file = `${MADE}lab-card.json`;
  const known = await readFile(file, 'utf8').catch(() => null);
  const card = known === null ? null : (JSON.parse(known) as PersonalisedCard);
  if (card && (await isHolders(card, authority))) return card;
  const made = await issueCard(authority, {}, now);
  await writeDurably(file, JSON.stringify(made));
  return made;
}

/** Is it by this authority, and for the holder of the cast as she is now? */
async function isHolders({ profile, memory }: PersonalisedCard, authority: Authority): Promise<boolean> {
  const key = await importVerifierKey(profile.verifierKey);
  const digits = await makeVerifier(key, matchingDigits(HOLDER));
  const { certificate } = authority.userAuthentication.at(-1)!;
  return profile.certificates.authCa === certificate && memory.references.matchingNumberB.verifier === digits;
}

/** What a back end pins so that it takes an authority's cards; `base` is where the revocation service is. */
export async function pinned(authority: Authority, base: string) {
  const { authRoots, signRoots, surfaceRoots, attestationRoots } = await trustAnchors(authority);
  return {
    AUTHORITY_KEYS: [authority.resetAuthority],
    USER_AUTH_ROOTS: authRoots,
    SIGNATURE_ROOTS: signRoots,
    SURFACE_ROOTS: surfaceRoots,
    ATTESTATION_ROOTS: attestationRoots,
    REVOCATION: await revocationSources(authority, base),
  };
}

/** Secrets and pins as an API Worker's environment has them; beside them the anchors that it would bundle, as `ANCHORS`. */
export async function labEnvironment(
  { authority, secrets }: LocalLab,
  base = 'http://localhost/lab',
): Promise<Record<string, string>> {
  const { AUTHORITY_KEYS, REVOCATION, ...roots } = await pinned(authority, base);
  const anchors = Object.entries(roots).flatMap(([name, ders]) =>
    ders.map((der) => ({ name, der: padded(der) })),
  );
  const named = Object.entries(roots).map(
    async ([name, ders]) => [name, (await Promise.all(ders.map(digestOf))).join(',')] as const,
  );
  return {
    ...secrets,
    AUTHORITY_KEYS: JSON.stringify(AUTHORITY_KEYS),
    REVOCATION: JSON.stringify(REVOCATION),
    ...Object.fromEntries(await Promise.all(named)),
    ANCHORS: JSON.stringify(anchors),
  };
}

const padded = (der: string) => Buffer.from(der, 'base64url').toString('base64');
const digestOf = async (der: string) => toHex(await sha256(fromBase64url(der)));
