import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, calculateJwkThumbprint, SignJWT } from 'jose';
import * as oauth from 'oauth4webapi';
import { hashOf, newKey, proofFor, type Key, type ProofChanges } from './wire.ts';

/** A verifier of somebody else's for the same proofs: `oauth4webapi`, as a resource server uses it. */
export interface SecondOpinion {
  /** Would it take a proof with these changes for a POST to `url`? The token beside it is one of its own. */
  takes(url: string, key: Key, changes: ProofChanges): Promise<boolean>;
  close(): void;
}

const AUDIENCE = 'https://resource.example';

/** Serves the key set that the verifier fetches, from a port of this machine. */
export async function openSecondOpinion(): Promise<SecondOpinion> {
  const signer = newKey();
  const jwk = { ...(await exportJWK(signer.publicKey)), alg: 'ES256', use: 'sig', kid: 'one' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const as = { issuer, jwks_uri: `${issuer}/jwks` };
  const tokenFor = async (key: Key): Promise<string> =>
    new SignJWT({
      client_id: 'lab',
      cnf: { jkt: await calculateJwkThumbprint(await exportJWK(key.publicKey)) },
    })
      .setProtectedHeader({ typ: 'at+jwt', alg: 'ES256', kid: 'one' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject('lab')
      .setJti(hashOf(String(performance.now())))
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(signer.privateKey);
  return {
    async takes(url, key, proof) {
      const token = await tokenFor(key);
      const made = await proofFor('POST', url, { key, token, nonce: 'any', proof });
      const headers = { Authorization: `DPoP ${token}`, DPoP: made };
      const request = new Request(url, { method: 'POST', headers });
      const options = { [oauth.allowInsecureRequests]: true, requireDPoP: true };
      return oauth.validateJwtAccessToken(as, request, AUDIENCE, options).then(
        () => true,
        () => false,
      );
    },
    close: () => server.close(),
  };
}
