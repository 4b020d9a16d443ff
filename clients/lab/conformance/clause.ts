import assert from 'node:assert/strict';
import type { Api } from '#clients/sdk/index.ts';
import type { Camera } from '#clients/sdk/step1.ts';
import type { Person } from '#clients/lab/people/people.ts';
import type { Answer, Key, Wire } from './wire.ts';

/** Everything that a clause may need of a deployment and of the people before it. */
export interface Scene {
  wire: Wire;
  consentVersion: string;
  /** A client of the SDK and the key it proves. */
  client(key?: Key): Promise<{ api: Api; key: Key }>;
  /** Two holders of good cards, one face for each. */
  holder: Person;
  camera: Camera;
  neighbour: Person;
  /** Another enrolled kiosk, confirmed; the same one where the deployment gave one code. */
  kiosk: { api: Api; key: Key; thumbprint: string };
}

/** One thing that the service claims: where it is written, what is tried, and the trial, which throws. */
export interface Clause {
  of: string;
  tried: string;
  run(scene: Scene): Promise<void>;
}

/** Was it answered so? `wanted` is the status, and what of code and error matters. */
export function expectSaid({ said }: Answer, wanted: string | RegExp): void {
  if (typeof wanted === 'string') assert.equal(said, wanted);
  else assert.match(said, wanted);
}

export const PROOF = '401 token-refused invalid_dpop_proof';
export const TOKEN = '401 token-refused invalid_token';
export const NONCE = '401 dpop-nonce-required use_dpop_nonce';
