import type { Proof } from '../ports/index.ts';

/** What every service is told of the request besides its message. */
export interface Call {
  /** Unix seconds by the server's clock. */
  now: number;
  proof: Proof;
  /** SHA-256 of the request body as base64url: tells a repeated request from another one. */
  bodyDigest: string;
}
