import { fromBase64url } from '#schema/contract/bytes.ts';
import { bindingMessage, fromHex, sameOctets, type Octets } from '#schema/contract/card.ts';
import type { CardEvidence } from '#schema/contract/session.ts';
import { commonNameOf } from './certificate.ts';
import { certified, type Certified } from './anchors.ts';
import { require } from './check.ts';
import type { Ground } from './ground.ts';
import { CARD } from './profile.ts';
import { verifyEcdsa } from './signatures.ts';
import type { ProvenUser } from './user-certificate.ts';

/** A chip with an attestation key that chains to a pinned root, in its time or not. */
export interface Chip {
  cardId: Octets;
  chipId: string;
  key: CryptoKey;
  certified: Certified;
  /** The same chip holds the user's certificate and the photo signature, and said so for this challenge. */
  requireBinding(user: ProvenUser, binding: CardEvidence['binding'], cardChallenge: Octets): Promise<void>;
}

/** Throws `Untrusted`. The card certificate ties the attestation key to the card id it is presented with. */
export async function attestedChip(
  { chips, identities }: Ground,
  evidence: { cardId: string; cardCertificate: string },
): Promise<Chip> {
  const chip = await certified(chips, evidence.cardCertificate, CARD);
  const cardId = fromBase64url(evidence.cardId);
  const name = commonNameOf(chip.certificate);
  require(name !== null && sameOctets(fromHex(name), cardId), 'card-certificate-card-id');
  const { key } = chip;
  return {
    cardId,
    chipId: await identities.chipId(cardId),
    key,
    certified: chip,
    async requireBinding(user, binding, cardChallenge) {
      const message = bindingMessage({
        cardId,
        authCertificateHash: user.certificateHash,
        photoSignatureHash: fromBase64url(binding.photoSignatureHash),
        cardChallenge,
      });
      require(await verifyEcdsa(key, fromBase64url(binding.signature), message), 'binding-signature');
    },
  };
}
