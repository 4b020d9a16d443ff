import { readOnly, readSequence, tlv } from './ber.ts';
import { ascii, concat, fixed, type Octets } from './octets.ts';

/** One chip holds this certificate's key and this photo. All four parts are under the attestation key's signature. */
export interface BindingFacts {
  cardId: Uint8Array;
  /** SHA-256 of the user-authentication certificate, DER. */
  authCertificateHash: Uint8Array;
  /** SHA-256 of the DF28 value. */
  photoSignatureHash: Uint8Array;
  cardChallenge: Uint8Array;
}

/** `KAIJO-BIND-1` ‖ cardId(16) ‖ SHA-256(auth certificate) ‖ SHA-256(DF28 value) ‖ cardChallenge(32). */
export function bindingMessage(facts: BindingFacts): Octets {
  return concat(
    ascii('KAIJO-BIND-1'),
    fixed(facts.cardId, 16, 'cardId'),
    fixed(facts.authCertificateHash, 32, 'authCertificateHash'),
    fixed(facts.photoSignatureHash, 32, 'photoSignatureHash'),
    fixed(facts.cardChallenge, 32, 'cardChallenge'),
  );
}

/** What the card answers to the binding command. */
export interface BindingReply {
  cardId: Octets;
  authCertificateHash: Octets;
  photoSignatureHash: Octets;
  /** ECDSA P-256, raw r‖s. */
  signature: Octets;
}

/** `7C L { 83 10 cardId, 84 20 hash, 85 20 hash, 9E 40 signature }`. */
export function encodeBindingReply(reply: BindingReply): Octets {
  return tlv(
    0x7c,
    tlv(0x83, reply.cardId),
    tlv(0x84, reply.authCertificateHash),
    tlv(0x85, reply.photoSignatureHash),
    tlv(0x9e, reply.signature),
  );
}

/** Throws `BerError` when it is not exactly that. */
export function decodeBindingReply(bytes: Octets): BindingReply {
  const shape = [
    [0x83, 16],
    [0x84, 32],
    [0x85, 32],
    [0x9e, 64],
  ] as const;
  const [cardId, authCertificateHash, photoSignatureHash, signature] = readSequence(
    readOnly(bytes, 0x7c).value,
    shape,
  ) as [Octets, Octets, Octets, Octets];
  return { cardId, authCertificateHash, photoSignatureHash, signature };
}
