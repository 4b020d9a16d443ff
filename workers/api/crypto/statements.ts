import { SignJWT } from 'jose';
import type { Statements } from '../ports/index.ts';
import type { Ring } from './keys.ts';

/** Statements that anybody may verify with /.well-known/jwks.json: audit heads and privacy receipts. */
export function createStatements(issuer: string, [present]: Ring): Statements {
  const { kid, privateKey } = present;
  return {
    sign: (typ, payload) =>
      new SignJWT({ iss: issuer, ...payload })
        .setProtectedHeader({ typ, alg: 'ES256', kid })
        .sign(privateKey),
  };
}
