import assert from 'node:assert/strict';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Bench, Ran } from './bench.ts';
import { certificate, refused, selectJpki, tries } from './traces.ts';

/** One line of the acceptance list. */
export interface Line {
  title: string;
  prove(bench: Bench): Promise<void>;
}

export const MODULE = 'opensc-pkcs11.so';
export const USER_PIN_LABEL = 'JPKI (User Authentication PIN)';
export const SIGNATURE_PIN_LABEL = 'JPKI (Digital Signature PIN)';

/** What tools say on stderr of every run that succeeds. */
export const READER = 'Using reader with a card: Virtual PCD 00 00\n';

/** The card's certificates, DER. */
export function certificatesOf({ desk }: Bench) {
  const { auth, authCa, signature, signatureCa } = desk.issued.profile.certificates;
  return {
    auth: fromBase64url(auth),
    authCa: fromBase64url(authCa),
    signature: fromBase64url(signature!),
    signatureCa: fromBase64url(signatureCa),
  };
}

/** What a run must have been, in every byte. */
export function assertRan(
  ran: Ran,
  expected: { code?: number; out?: string; err?: string; trace?: string[] },
): void {
  const { code = 0, out = '', err = READER, trace } = expected;
  assert.equal(ran.out, out, 'standard output');
  assert.equal(ran.err, err, 'standard error');
  assert.equal(ran.code, code, 'exit code');
  if (trace) assert.deepEqual(ran.trace, trace, 'APDUs');
}

/** How every tool begins: the application, and both retry counters. */
export const opening = (left: readonly [number, number] = [3, 5]): string[] => [
  selectJpki,
  ...tries(0x18, left[0]),
  ...tries(0x1b, left[1]),
];

/** All files that a tool may look at without a PIN, in its order. */
export function openFiles(bench: Bench): string[] {
  const { authCa, signatureCa } = certificatesOf(bench);
  return [
    ...authFile(bench),
    ...refused(0x01),
    ...certificate(0x0b, authCa),
    ...certificate(0x02, signatureCa),
  ];
}

export const authFile = (bench: Bench): string[] => certificate(0x0a, certificatesOf(bench).auth);

/** How the PKCS #11 module begins: the user certificate once for its key, then all files. */
export function moduleOpening(bench: Bench, left: readonly [number, number] = [3, 5]): string[] {
  const { authCa, signatureCa } = certificatesOf(bench);
  return [
    ...opening(left),
    ...authFile(bench),
    ...refused(0x01),
    ...authFile(bench),
    ...certificate(0x0b, authCa),
    ...certificate(0x02, signatureCa),
  ];
}
