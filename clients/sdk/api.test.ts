import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { OPERATOR, quietCalendar } from '#clients/lab/people/cast.ts';
import { ApiProblem, createApi, createDpopKey, NetworkFailure, thumbprintOf } from './index.ts';
import { fakeService, ORIGIN, problem } from './test/service.ts';

const TOKEN = 'header.claims.signature';
const lease = { leaseUntil: 1 };
const wantsNonce = (nonce: string) =>
  problem('dpop-nonce-required', {
    'DPoP-Nonce': nonce,
    'WWW-Authenticate': 'DPoP error="use_dpop_nonce"',
  });

/** An SDK whose every call gets this answer. */
const answered = (answer: () => Response | Promise<Response>) => fakeService({ renew: answer });
const failureOf = async (call: Promise<unknown>): Promise<NetworkFailure> => {
  const failure: unknown = await call.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NetworkFailure);
  return failure as NetworkFailure;
};

describe('a proof of possession', () => {
  it('is made anew for each call, its method, address and token', async () => {
    const { api, calls } = await fakeService({ renew: () => lease });
    await api.call('renew', { token: TOKEN });
    await api.call('renew', { token: TOKEN });
    const proofs = calls.map(({ headers }) => headers.get('DPoP')!);
    const [first, second] = proofs.map((proof) => decodeJwt(proof));
    expect(first).toMatchObject({ htm: 'POST', htu: `${ORIGIN}/v1/redemptions/renew` });
    expect(first!['ath']).toBe(createHash('sha256').update(TOKEN).digest('base64url'));
    expect(first!.jti).not.toBe(second!.jti);
    expect(decodeProtectedHeader(proofs[0]!)).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' });
    expect(calls[0]!.token).toBe(TOKEN);
  });

  it('is by a key that stays where it is, and is known by its thumbprint', async () => {
    const key = await createDpopKey();
    expect(key.privateKey.extractable).toBe(false);
    expect(await thumbprintOf(key)).toMatch(/^[\w-]{43}$/);
  });

  it('is not sent where anybody may ask, and is missed where it is needed', async () => {
    const closed = { open: false, until: null, reason: null };
    const reservation = { expiresAt: 1, windows: [] };
    const facts = { calendar: quietCalendar(1), consentVersion: 'c', operator: OPERATOR };
    const body = { now: 1, phone: closed, kiosk: closed, reservation, ...facts };
    const sent: Headers[] = [];
    const api = createApi({
      origin: ORIGIN,
      language: () => 'ko',
      fetch: async (_, init) => {
        sent.push(new Headers(init!.headers));
        return Response.json(body);
      },
    });
    expect(await api.call('getService')).toEqual(body);
    expect([sent[0]!.get('DPoP'), sent[0]!.get('Accept-Language')]).toEqual([null, 'ko']);
    await expect(api.call('renew', { token: TOKEN })).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(1);
  });
});

describe("the server's nonce", () => {
  const nonceIn = (headers: Headers) => decodeJwt(headers.get('DPoP')!)['nonce'];

  it('is fetched by the first call, which is repeated, and renewed by every answer', async () => {
    const replies = [
      () => wantsNonce('first'),
      () => Response.json(lease, { headers: { 'DPoP-Nonce': 'second' } }),
      () => Response.json(lease),
    ];
    const { api, calls } = await answered(() => replies.shift()!());
    await api.call('renew', { token: TOKEN });
    await api.call('renew', { token: TOKEN });
    expect(calls.map(({ headers }) => nonceIn(headers))).toEqual([undefined, 'first', 'second']);
  });

  it('is asked for once: a service that wants one again has refused', async () => {
    const { api, calls } = await answered(() => wantsNonce('never good'));
    await expect(api.call('renew', { token: TOKEN })).rejects.toMatchObject({
      problem: { code: 'dpop-nonce-required' },
    });
    expect(calls).toHaveLength(2);
  });
});

describe('a request that reached the service twice', () => {
  const spent = () =>
    problem('token-refused', { 'WWW-Authenticate': 'DPoP error="invalid_dpop_proof", algs="ES256"' });

  it('is repeated once, with another proof', async () => {
    const replies = [spent, () => Response.json(lease)];
    const { api, calls } = await answered(() => replies.shift()!());
    expect(await api.call('renew', { token: TOKEN })).toEqual(lease);
    const [first, second] = calls.map(({ headers }) => decodeJwt(headers.get('DPoP')!).jti);
    expect(first).not.toBe(second);
  });

  it('has been refused where no proof is taken, or where it is the token', async () => {
    const never = await answered(spent);
    await expect(never.api.call('renew', { token: TOKEN })).rejects.toBeInstanceOf(ApiProblem);
    expect(never.calls).toHaveLength(2);
    const header = { 'WWW-Authenticate': 'DPoP error="invalid_token", algs="ES256"' };
    const token = await answered(() => problem('token-refused', header));
    await expect(token.api.call('renew', { token: TOKEN })).rejects.toBeInstanceOf(ApiProblem);
    expect(token.calls).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is an ApiProblem with all that the service says', async () => {
    const { api, calls } = await answered(() => problem('claim-lapsed'));
    const refusal: unknown = await api.call('renew', { token: TOKEN }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiProblem);
    expect((refusal as ApiProblem).message).toBe('claim-lapsed');
    expect((refusal as ApiProblem).problem).toMatchObject({ status: 409, actor: 'kiosk', requestId: 'r-1' });
    expect(calls).toHaveLength(1);
  });
});

describe('no answer', () => {
  it.each([
    ['a page of a captive portal', () => new Response('<html>log in</html>'), 'not JSON (200)'],
    ['an empty body', () => new Response(null, { status: 502 }), 'not JSON (502)'],
    ['JSON of somebody else', () => Response.json({ hello: 'wifi' }), 'does not know (200)'],
    ['the right body with the wrong status', () => Response.json(lease, { status: 202 }), 'know (202)'],
    ['a code from the future', () => Response.json({ code: 'new' }, { status: 409 }), 'know (409)'],
  ])('is what %s counts as', async (_, answer, said) => {
    const { api } = await answered(answer);
    expect((await failureOf(api.call('renew', { token: TOKEN }))).message).toContain(said);
  });

  it('is a lost connection, with its cause; asking again in the same words is answered', async () => {
    const lost = new TypeError('connection reset');
    const replies = [() => Promise.reject(lost), async () => Response.json(lease)];
    const { api, calls } = await answered(() => replies.shift()!());
    expect((await failureOf(api.call('renew', { token: TOKEN }))).cause).toBe(lost);
    expect(await api.call('renew', { token: TOKEN })).toEqual(lease);
    expect(calls[0]!.token).toBe(calls[1]!.token);
  });

  /** A service that never answers; the wait is given up as `fetch` does it. */
  const silent: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error));
    });

  it('is one that takes too long', async () => {
    const api = createApi({ origin: ORIGIN, key: await createDpopKey(), fetch: silent, patience: 20 });
    expect((await failureOf(api.call('renew', { token: TOKEN }))).cause).toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('is one that the caller no longer waits for', async () => {
    const api = createApi({ origin: ORIGIN, key: await createDpopKey(), fetch: silent });
    const leaving = new AbortController();
    const call = api.call('renew', { token: TOKEN, signal: leaving.signal });
    setTimeout(() => leaving.abort(), 5);
    expect((await failureOf(call)).cause).toMatchObject({ name: 'AbortError' });
  });
});
