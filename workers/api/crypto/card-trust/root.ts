import type { Certificate } from 'pkijs';
import { hasProperSerial } from './certificate.ts';
import { require } from './check.ts';
import {
  authorityFlag,
  authorityKeyId,
  criticalOf,
  EXTENSION,
  hasExtensionTwice,
  subjectKeyId,
  USAGE,
  usageOf,
} from './extensions.ts';
import { keyIn, modulusOf, type KeyKind } from './public-keys.ts';
import { RSA } from './signatures.ts';
import { algorithmFault, type Algorithm } from './signed.ts';

const UNDERSTOOD: ReadonlySet<string> = new Set([EXTENSION.keyUsage, EXTENSION.basicConstraints]);
const ALGORITHMS: readonly Algorithm[] = [
  'sha256WithRsa',
  'sha384WithRsa',
  'sha512WithRsa',
  'ecdsaWithSha256',
  'ecdsaWithSha384',
  'ecdsaWithSha512',
];
const SMALLEST_MODULUS = 2_048;
const KINDS: readonly KeyKind[] = ['RSA', 'P-256', 'P-384'];

/**
 * What a pinned root has to be: a digest proves that it is the file the operator meant, not that it is any good. Throws
 * `Untrusted` with the fault as the end of a sentence. Its time is looked at when it is used: a generation that has run
 * out must not stop the others. Answers the key by which what it issued is verified.
 */
export async function requireRoot(root: Certificate, signsLists: boolean): Promise<CryptoKey> {
  requireForm(root);
  const usage = usageOf(root);
  require((usage & USAGE.keyCertSign) !== 0, 'is for a key that may not sign certificates');
  require(!signsLists || (usage & USAGE.crlSign) !== 0, 'is for a key that may not sign its lists');
  const key = await keyOf(root);
  require(key !== null, 'has a key that is neither RSA of 2048 bits or more nor P-256 or P-384');
  require(isSelfIssued(root) && (await root.verify().catch(() => false)), 'is not signed by its own key');
  return key;
}

/** Null when it is too weak, or of no kind that is known. */
async function keyOf(root: Certificate): Promise<CryptoKey | null> {
  const keys = await Promise.all(KINDS.map((kind) => keyIn(root, kind)));
  const key = keys.find((found) => found !== null) ?? null;
  return key && key.algorithm.name === RSA.name && modulusOf(key) < SMALLEST_MODULUS ? null : key;
}

function requireForm(root: Certificate): void {
  require(subjectKeyId(root) !== null &&
    authorityFlag(root) === true, 'is not the certificate of an authority with a subject key identifier');
  require(root.version === 2 && hasProperSerial(root), 'has no proper version or serial number');
  require(!hasExtensionTwice(root), 'has two extensions of one kind');
  const strange = criticalOf(root).filter((id) => !UNDERSTOOD.has(id));
  require(strange.length === 0, 'has a critical extension that is not understood');
  require(root.notBefore.value < root.notAfter.value, 'ends before it begins');
  require(algorithmFault(root, ALGORITHMS) === null, 'is signed by no algorithm that is good enough');
}

function isSelfIssued(root: Certificate): boolean {
  const authority = authorityKeyId(root);
  return root.issuer.isEqual(root.subject) && (authority === null || authority === subjectKeyId(root));
}
