import { Null } from 'asn1js';
import type { AlgorithmIdentifier } from 'pkijs';
import { require } from './check.ts';

/** Object identifiers of signature algorithms. */
export const ALGORITHM = {
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha384WithRsa: '1.2.840.113549.1.1.12',
  sha512WithRsa: '1.2.840.113549.1.1.13',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
} as const;
export type Algorithm = keyof typeof ALGORITHM;

const RSA: ReadonlySet<string> = new Set([
  ALGORITHM.sha256WithRsa,
  ALGORITHM.sha384WithRsa,
  ALGORITHM.sha512WithRsa,
]);

/** A certificate or a list: its algorithm stands inside, where it is signed, and outside. */
interface Signed {
  signature: AlgorithmIdentifier;
  signatureAlgorithm: AlgorithmIdentifier;
}

/** What is wrong with the algorithm: it has to be one of these, plain, and the same inside and outside. Null: nothing. */
export function algorithmFault(
  { signature, signatureAlgorithm }: Signed,
  algorithms: readonly Algorithm[],
): 'algorithm' | 'algorithm-parameters' | 'outer-algorithm' | null {
  const known = algorithms.map((algorithm): string => ALGORITHM[algorithm]);
  if (!known.includes(signature.algorithmId)) return 'algorithm';
  if (!hasPlainParameters(signature)) return 'algorithm-parameters';
  return isSame(signature, signatureAlgorithm) ? null : 'outer-algorithm';
}

/** Throws `Untrusted` naming the fault. */
export function requireAlgorithm(signed: Signed, algorithm: Algorithm, name: string): void {
  const fault = algorithmFault(signed, [algorithm]);
  require(fault === null, `${name}-${fault}`);
}

/** None, or for RSA the NULL that RFC 4055 §5 asks for and not everybody writes. */
export function hasPlainParameters({ algorithmId, algorithmParams }: AlgorithmIdentifier): boolean {
  const absent = algorithmParams === undefined || !('valueBlock' in (algorithmParams as object));
  return absent || (RSA.has(algorithmId) && (algorithmParams as unknown) instanceof Null);
}

const hasNull = ({ algorithmParams }: AlgorithmIdentifier) => (algorithmParams as unknown) instanceof Null;

/** In DER there is one way to write each. */
const isSame = (inner: AlgorithmIdentifier, outer: AlgorithmIdentifier) =>
  inner.algorithmId === outer.algorithmId && hasPlainParameters(outer) && hasNull(inner) === hasNull(outer);
