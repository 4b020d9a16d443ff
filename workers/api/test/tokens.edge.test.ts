import { EncryptJWT, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey, thumbprintOf } from '#clients/sdk/index.ts';
import { endpoints, type EndpointName } from '#schema/contract/endpoints.ts';
import { TOKEN_TYPES, type TokenType } from '#schema/contract/token.ts';
import { deriveKeys } from '../crypto/keys.ts';
import { send, withHeader } from './send.ts';
import { createWorld, emptyDatabase, lab, setKioskState, type World } from './world.ts';

/** Where each type of token is asked for. */
const PLACES: Record<TokenType, EndpointName> = {
  session: 'presentCard',
  card: 'challengeLiveness',
  liveness: 'reserve',
  ticket: 'getReservation',
  redemption: 'renew',
};
const TYPES = Object.keys(PLACES) as TokenType[];
const HEADER_TYPES = TYPES.filter((type) => type !== 'liveness');

const environment = lab.environment as Record<'MASTER_KEYS' | 'TICKET_KEYS' | 'ISSUER', string>;
const [masterKey] = JSON.parse(environment.MASTER_KEYS) as [{ kid: string; k: string }];
const kidOf = (type: TokenType) => (type === 'ticket' ? ticketKey.kid : masterKey.kid);
const ticketKey = JSON.parse(environment.TICKET_KEYS)[0] as JsonWebKey & { kid: string };

let world: World;
let key: CryptoKeyPair;
let base: Record<string, unknown>;
beforeAll(emptyDatabase);
beforeEach(async () => {
  world = await createWorld();
  const kiosk = await world.kiosk();
  key = kiosk.key;
  await setKioskState(kiosk.thumbprint, 'active');
  base = {
    jti: crypto.randomUUID(),
    iat: world.now,
    exp: world.now + 600,
    cnf: { jkt: await thumbprintOf(key) },
  };
});

const nonce = 'A'.repeat(43);
const EXTRA: Record<TokenType, () => Record<string, unknown>> = {
  session: () => ({ nonce, consent: '2026-11' }),
  card: () => ({
    sid: crypto.randomUUID(),
    beganAt: world.now,
    consent: '2026-11',
    certId: 'c',
    chipId: 'c',
    embedding: Float32Array.of(1),
    model: { profile: 'p', digest: 'd' },
  }),
  liveness: () => ({ sid: crypto.randomUUID(), steps: ['left'], answerBy: world.now + 60 }),
  ticket: () => ({ certId: 'c', chipId: 'c', face: { model: 'm', thresholds: 't' } }),
  redemption: () => ({ sub: crypto.randomUUID(), nonce, claimBy: world.now + 600 }),
};
const good = (type: TokenType, changes: Record<string, unknown> = {}) =>
  world.ports.tokens.make(type, { ...base, ...EXTRA[type](), ...changes } as never);

/** A token as only the holder of the keys could make it, but wrong in one thing. */
interface Forgery {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: CryptoKey;
}

async function forge(type: TokenType, { header = {}, claims = {}, key: other }: Forgery): Promise<string> {
  const extra = { ...EXTRA[type](), ...(type === 'card' ? { embedding: 'AACAPw' } : {}) };
  const payload = { iss: environment.ISSUER, aud: `kaijo-${type}`, ...base, ...extra, ...claims };
  const keys = await deriveKeys(masterKey.k);
  const [typ, kid] = [TOKEN_TYPES[type], kidOf(type)];
  if (type === 'card')
    return new EncryptJWT(payload)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ, kid, ...header })
      .encrypt(other ?? (await keys.aesGcm('card')));
  if (type !== 'ticket')
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', typ, kid, ...header })
      .sign(other ?? (await keys.hmac(type)));
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kid: _, ...jwk } = ticketKey;
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ, kid, ...header })
    .sign(other ?? (await crypto.subtle.importKey('jwk', jwk, curve, false, ['sign'])));
}

/** What the outside sees of a refusal, without what differs in every request. */
async function refusalOf(type: TokenType, token: string, holder = key) {
  const response = await send(world, PLACES[type], { token, key: holder });
  const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
  return { status: response.status, problem, check: world.check };
}

/** The check that refused a token, from the log. Throws when the outside can tell it from any other refusal. */
async function checkOf(type: TokenType, token: string, holder = key): Promise<string> {
  const plain = await refusalOf('session', 'no.token.at-all');
  const { status, problem, check } = await refusalOf(type, token, holder);
  const seen = JSON.stringify({ status, problem });
  if (seen !== JSON.stringify({ status: 401, problem: plain.problem })) throw new Error(`it shows: ${seen}`);
  return check.replace('token-refused: ', '');
}

describe('a token in the place of another', () => {
  const pairs = HEADER_TYPES.flatMap((place) => TYPES.map((type) => ({ place, type })));
  const strangers = pairs.filter(({ place, type }) => type !== place);

  it.each(strangers)('$type is refused where $place is asked for', async ({ place, type }) => {
    expect(await checkOf(place, await good(type))).toBe(`${place}-typ`);
  });
  it.each(HEADER_TYPES)('%s is taken where it is asked for', async (type) => {
    expect((await refusalOf(type, await good(type))).check).not.toContain('token-refused');
  });
  it.each(strangers)('$type is refused under the name of $place', async ({ place, type }) => {
    const alg = { ticket: 'ES256', card: 'dir' }[place as string] ?? 'HS256';
    const enc = place === 'card' ? { enc: 'A256GCM' } : {};
    const token = withHeader(await good(type), { alg, typ: TOKEN_TYPES[place], kid: kidOf(place), ...enc });
    expect(await checkOf(place, token)).toMatch(/-(signature|decryption|form)$/);
  });
});

describe.each(HEADER_TYPES)('a %s token', (type) => {
  it('with another claim than it must have is refused', async () => {
    expect(await checkOf(type, await forge(type, { claims: { iss: 'https://other.test' } }))).toBe(
      `${type}-iss`,
    );
    expect(await checkOf(type, await forge(type, { claims: { aud: 'kaijo' } }))).toBe(`${type}-aud`);
    expect(await checkOf(type, await forge(type, { claims: { iat: world.now + 6 } }))).toBe(`${type}-iat`);
    expect(await checkOf(type, await forge(type, { claims: { exp: world.now } }))).toBe(`${type}-exp`);
    expect(await checkOf(type, await forge(type, { claims: { nbf: world.now + 60 } }))).toBe(`${type}-nbf`);
    expect(await checkOf(type, await forge(type, { claims: { exp: undefined } }))).toBe(`${type}-exp`);
    expect(await checkOf(type, await forge(type, { claims: { jti: 'not-a-uuid' } }))).toBe(`${type}-claims`);
  });
  it('is taken until the second before it expires', async () => {
    world.now += 599;
    const token = await forge(type, { claims: { iat: world.now - 599, exp: world.now + 1 } });
    expect((await refusalOf(type, token)).check).not.toContain('token-refused');
  });
  it('with another header is refused', async () => {
    const token = await good(type);
    const headed = (header: object) => withHeader(token, { kid: kidOf(type), ...header });
    const typ = TOKEN_TYPES[type];
    expect(await checkOf(type, headed({ alg: 'none', typ }))).toBe(`${type}-alg`);
    expect(await checkOf(type, headed({ alg: 'RS256', typ }))).toBe(`${type}-alg`);
    expect(await checkOf(type, headed({ alg: 'HS512', typ }))).toBe(`${type}-alg`);
    expect(await checkOf(type, headed({ alg: 'HS256' }))).toBe(`${type}-typ`);
    expect(await checkOf(type, headed({ alg: 'HS256', typ: 'JWT' }))).toBe(`${type}-typ`);
    const unsigned = headed({ alg: 'none', typ }).split('.').slice(0, 2).join('.');
    expect(await checkOf(type, `${unsigned}.`)).toBe(`${type}-alg`);
  });
  it('by a key that is not ours, or touched, is refused', async () => {
    const strange = await deriveKeys('B'.repeat(43));
    const pair = await createDpopKey();
    const other = { ticket: pair.privateKey, card: await strange.aesGcm('card') }[type as string];
    const wrong = await forge(type, { key: other ?? (await strange.hmac('session')) });
    const check = type === 'card' ? 'card-decryption' : `${type}-signature`;
    expect(await checkOf(type, wrong)).toBe(check);
    const parts = (await good(type)).split('.');
    const at = type === 'card' ? 3 : 1;
    parts[at] = `${parts[at]!.slice(0, 8)}${parts[at]![8] === 'A' ? 'B' : 'A'}${parts[at]!.slice(9)}`;
    expect(await checkOf(type, parts.join('.'))).toBe(check);
  });
  it('of a key that is not in the ring, or of none, is refused', async () => {
    for (const kid of ['gone', '__proto__', undefined])
      expect(await checkOf(type, await forge(type, { header: { kid } }))).toBe(`${type}-kid`);
  });
  it("beside another key's proof is refused", async () => {
    const stranger = await createDpopKey();
    expect(await checkOf(type, await good(type), stranger)).toBe('cnf');
  });
});

describe('the spelling of a token', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  it.each(HEADER_TYPES.filter((type) => type !== 'ticket'))('of %s is one', async (type) => {
    const token = await good(type);
    const last = ALPHABET.indexOf(token.at(-1)!);
    // The last characters of 32 and of 16 bytes have two and four bits that decoders pass over.
    for (const other of [`${token.slice(0, -1)}${ALPHABET[last + 1]}`, `${token}=`])
      expect(await checkOf(type, other)).toBe('authorization');
  });
  it('is of this alphabet', async () => {
    const token = await good('ticket');
    expect(await checkOf('ticket', token.replace('.', '.+'))).toBe('authorization');
  });
});

describe('a token of an isolate whose clock is ahead', () => {
  it('is taken for a few seconds', async () => {
    const at = async (iat: number) => (await refusalOf('session', await good('session', { iat }))).check;
    expect(await at(world.now + 5)).not.toContain('session-iat');
    expect(await at(world.now + 6)).toBe('token-refused: session-iat');
  });
});

describe('a ticket', () => {
  it('of a key that is not in the ring is refused', async () => {
    expect(await checkOf('ticket', await forge('ticket', { header: { kid: 'gone' } }))).toBe('ticket-kid');
    expect(await checkOf('ticket', await forge('ticket', { header: { kid: '__proto__' } }))).toBe(
      'ticket-kid',
    );
  });
});

describe('the longest token', () => {
  it('carries an embedding of 512 numbers through header and message', async () => {
    const token = await good('card', { embedding: new Float32Array(512).fill(1 / Math.sqrt(512)) });
    expect(token.length).toBeLessThan(8_192 - 'DPoP '.length);
    const read = await world.ports.tokens.read('card', token, world.now);
    expect(read.ok && read.value.embedding).toHaveLength(512);
    expect(endpoints.challengeLiveness.credential).toBe('card');
  });
});
