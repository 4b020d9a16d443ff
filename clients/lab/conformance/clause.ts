import assert from 'node:assert/strict';
import type { Api } from '#clients/sdk/index.ts';
import type { Camera } from '#clients/sdk/step1.ts';
import type { Member } from '#clients/lab/people/cast.ts';
import type { Person } from '#clients/lab/people/people.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
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
  /** Somebody else's face. */
  strangerCamera: Camera;
  /** Another enrolled kiosk, confirmed; the same one where the deployment gave one code. */
  kiosk: { api: Api; key: Key; thumbprint: string };
}

/** What stands behind a deployment: its clock, its operator and the authorities of its cards. At hand on the local system alone. */
export interface House extends Pick<LocalSystem, 'clock' | 'operator' | 'revocation'> {
  issue(member: Member): Promise<Person>;
}

/** What a kiosk says of itself that is in order. */
export const WELL = {
  page: '1.0.0',
  bridge: null,
  reader: 'ready',
  printer: 'none',
  waiting: 0,
  skewSteps: 0,
  cardLeft: false,
} as const;

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
