import type { Certificate } from 'pkijs';
import { hasProperSerial, keyFactsOf } from './certificate.ts';
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
const CURVES: ReadonlySet<unknown> = new Set(['P-256', 'P-384']);

/**
 * What a pinned root has to be: a digest proves that it is the file the operator meant, not that it is any good. Throws
 * `Untrusted` with the fault as the end of a sentence. Its time is looked at when it is used: a generation that has run
 * out must not stop the others.
 */
export async function requireRoot(root: Certificate, signsLists: boolean): Promise<void> {
  requireForm(root);
  const usage = usageOf(root);
  require((usage & USAGE.keyCertSign) !== 0, 'is for a key that may not sign certificates');
  require(!signsLists || (usage & USAGE.crlSign) !== 0, 'is for a key that may not sign its lists');
  const key = await keyFactsOf(root).catch(() => undefined);
  const strong = typeof key === 'number' ? key >= SMALLEST_MODULUS : CURVES.has(key);
  require(strong, 'has a key that is neither RSA of 2048 bits or more nor P-256 or P-384');
  require(isSelfIssued(root) && (await root.verify().catch(() => false)), 'is not signed by its own key');
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
