import { readFile } from 'node:fs/promises';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { MADE } from '#clients/operator/wrangler.ts';
import { checkWords } from '#schema/contract/check-words.ts';
import { createApi, thumbprintOf, type Api } from '#clients/sdk/index.ts';
import { WELL } from '#clients/lab/conformance/clause.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The canary's own kiosk at a deployment; its key stays in a file of this clone that nobody else can read. */
export async function kioskAt(origin: string): Promise<Api> {
  return createApi({ origin, key: await keyAt(origin), language: () => 'en' });
}

/** Has the kiosk enrolled with an operator's code. Answers the words by which he confirms it. */
export async function enrol(origin: string, code: string): Promise<string> {
  await (await kioskAt(origin)).call('enrolKiosk', { message: { code } });
  return checkWords(await thumbprintOf(await keyAt(origin)));
}

/** Is it in service? Throws an `ApiProblem` that says why not. */
export const present = async (kiosk: Api): Promise<void> =>
  void (await kiosk.call('heartbeat', { message: { ...WELL, page: '0.2.0' } }));

async function keyAt(origin: string): Promise<CryptoKeyPair> {
  const file = `${MADE}canary-${new URL(origin).host.replaceAll(/[^\w.-]/g, '_')}.json`;
  const kept = await readFile(file, 'utf8').catch(() => null);
  const jwk = kept === null ? await newKey() : (JSON.parse(kept) as JsonWebKey);
  if (kept === null) await writeDurably(file, JSON.stringify(jwk));
  const { d: _, ...open } = jwk;
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, P256, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', { ...open, key_ops: ['verify'] }, P256, true, ['verify']),
  };
}

async function newKey(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  return crypto.subtle.exportKey('jwk', privateKey);
}
