import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import type { Bench } from './bench.ts';
import {
  assertRan,
  certificatesOf,
  MODULE,
  moduleOpening,
  opening,
  SIGNATURE_PIN_LABEL,
  USER_PIN_LABEL,
  type Line,
} from './line.ts';
import { sign, tries, verify } from './traces.ts';

const DATA = Buffer.from('Kaijo: what is signed here binds nobody to anything.');
const DIGEST = createHash('sha256').update(DATA).digest();

/** Has OpenSSL, not us, check the signature that a tool left in `sig`. */
async function openssl(bench: Bench, certificate: Uint8Array): Promise<Buffer> {
  bench.write('pub', new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }));
  const files = ['-verify', bench.path('pub'), '-signature', bench.path('sig'), bench.path('data')];
  assertRan(await bench.run('openssl', ['dgst', '-sha256', ...files]), { out: 'Verified OK\n', err: '' });
  return bench.read('sig');
}

const module = (token: string, pin: string, ...rest: string[]): string[] =>
  ['--module', MODULE, '--token-label', token, '--login', '--pin', pin].concat(rest);

function toSign(bench: Bench, id: string): string[] {
  const [input, output] = [bench.write('data', DATA), bench.write('sig', '')];
  return ['--sign', '--id', id, '-m', 'SHA256-RSA-PKCS', '-i', input, '-o', output];
}

const SIGNED = { err: 'Using signature algorithm SHA256-RSA-PKCS\n' };
const repeat = (times: number, exchanges: string[]) => Array.from({ length: times }, () => exchanges).flat();

/** What `pkcs11-tool --test` prints when all is well. Its signatures are checked inside, against the certificate. */
const TEST = `C_SeedRandom() and C_GenerateRandom():
  seeding (C_SeedRandom) not supported
  seems to be OK
Digests:
  all 4 digest functions seem to work
  MD5: OK
  RIPEMD160: OK
  SHA-1: OK
  SHA256: OK
Signatures (currently only for RSA)
  testing key 0 (User Authentication Key) 
  all 4 signature functions seem to work
  testing signature mechanisms:
    RSA-PKCS: OK
    SHA1-RSA-PKCS: OK
    MD5-RSA-PKCS: OK
    RIPEMD160-RSA-PKCS: OK
    SHA256-RSA-PKCS: OK
Verify (currently only for RSA)
  testing key 0 (User Authentication Key)
    RSA-PKCS: OK
    SHA1-RSA-PKCS: OK
    MD5-RSA-PKCS: OK
    RIPEMD160-RSA-PKCS: OK
Decryption (currently only for RSA)
  testing key 0 (User Authentication Key) -- can't be used to decrypt, skipping
No errors
`;

/** Lines 10–13: signatures, checked by OpenSSL. */
export const SIGN: Record<number, Line> = {
  10: {
    title: 'pkcs11-tool --sign --id 01 with the user PIN: Verified OK',
    async prove(bench) {
      const args = module(USER_PIN_LABEL, PIN, ...toSign(bench, '01'));
      const ran = await bench.run('pkcs11-tool', args);
      assertRan(ran, SIGNED);
      const signature = await openssl(bench, certificatesOf(bench).auth);
      const login = [...repeat(3, tries(0x18, 3)), ...verify(0x18, PIN, '9000')];
      const trace = [...moduleOpening(bench), ...login, ...sign(0x17, DIGEST, signature)];
      assertRan(ran, { ...SIGNED, trace });
    },
  },
  11: {
    title: 'pkcs11-tool --sign --id 02 with the signature password, presented twice: Verified OK',
    async prove(bench) {
      const args = module(SIGNATURE_PIN_LABEL, PASSWORD, ...toSign(bench, '02'));
      const ran = await bench.run('pkcs11-tool', args);
      assertRan(ran, SIGNED);
      const signature = await openssl(bench, certificatesOf(bench).signature);
      const presented = verify(0x1b, PASSWORD, '9000');
      const login = [
        ...tries(0x18, 3),
        ...repeat(3, tries(0x1b, 5)),
        ...presented,
        ...tries(0x1b, 5),
        ...presented,
      ];
      const trace = [...moduleOpening(bench), ...login, ...sign(0x1a, DIGEST, signature)];
      assertRan(ran, { ...SIGNED, trace });
    },
  },
  12: {
    title: 'pkcs15-crypt --sign --key 01 over a hash: Verified OK',
    async prove(bench) {
      const files = ['-i', bench.write('hash', DIGEST), '-o', bench.write('sig', '')];
      const how = ['--sign', '--key', '01', '--pkcs1', '--sha-256', '--raw', '--pin', PIN];
      const ran = await bench.run('pkcs15-crypt', [...how, ...files]);
      bench.write('data', DATA);
      const signature = await openssl(bench, certificatesOf(bench).auth);
      const trace = [...opening(), ...verify(0x18, PIN, '9000'), ...sign(0x17, DIGEST, signature)];
      assertRan(ran, { trace });
    },
  },
  13: {
    title: 'pkcs11-tool --test with the user PIN: No errors',
    async prove(bench) {
      const ran = await bench.run('pkcs11-tool', module(USER_PIN_LABEL, PIN, '--test'));
      assertRan(ran, { out: TEST, err: '' });
      const began = moduleOpening(bench);
      assert.deepEqual(ran.trace.slice(0, began.length), began, 'APDUs');
      const signatures = ran.trace.filter((exchange) => exchange.startsWith('802a'));
      for (const exchange of signatures) assert.match(exchange, /^802a0080[0-9a-f]+ [0-9a-f]{512}9000$/);
      assert.equal(signatures.length, 12, 'signatures');
    },
  },
};
