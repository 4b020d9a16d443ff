import { createHash } from 'node:crypto';

/** SHA-256 as base64url by Node itself: a trail has millions of small inputs, and WebCrypto costs a turn for each. */
export const digest = async (input: string | Uint8Array): Promise<string> =>
  createHash('sha256').update(input).digest('base64url');
