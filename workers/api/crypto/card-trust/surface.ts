import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import { decodeCvCertificate, photoSignatureInput, type Octets } from '#schema/contract/card.ts';
import type { CardEvidence } from '#schema/contract/session.ts';
import { badSecret } from '../keys.ts';
import { require } from './check.ts';
import { importRsaKey, importRsaSpki, verifyRsa } from './signatures.ts';

/** @param roots SubjectPublicKeyInfo of each key that certifies surface issuers, base64url; a bad one stops the start. */
export const readSurfaceRoots = (roots: readonly string[]): Promise<CryptoKey[]> =>
  Promise.all(
    roots.map(async (root, index) => {
      try {
        return await importRsaSpki(fromBase64url(root));
      } catch {
        throw badSecret(`SURFACE_ROOTS[${index}]`, 'is not the SubjectPublicKeyInfo of an RSA key');
      }
    }),
  );

/**
 * The photo is the issuer's: DF28 covers it together with the digests of the other two groups, by a key certified under
 * a pinned root. Throws `Untrusted`.
 * @returns SHA-256 of the DF28 value, base64url.
 */
export async function requireSignedPhoto(
  roots: readonly CryptoKey[],
  surface: CardEvidence['surface'],
  photoObject: Uint8Array,
): Promise<string> {
  const certificate = decodeCvCertificate(fromBase64url(surface.issuerCertificate));
  const certified = await Promise.all(
    roots.map((root) => verifyRsa(root, certificate.signature, certificate.body)),
  );
  require(certified.includes(true), 'surface-issuer');
  const signature = fromBase64url(surface.signature);
  const input = photoSignatureInput({
    holderDigest: fromBase64url(surface.holderDigest),
    textDigest: fromBase64url(surface.textDigest),
    photoDigest: await sha256(photoObject as Octets),
  });
  require(await verifyRsa(await importRsaKey(certificate.publicKey), signature, input), 'photo-signature');
  return toBase64url(await sha256(signature));
}
