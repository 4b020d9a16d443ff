// Byte layouts that card, client and back end share. No I/O and no cryptography: callers hash and sign.
export * from './card/authorisation.ts';
export * from './card/ber.ts';
export * from './card/binding.ts';
export * from './card/challenge.ts';
export * from './card/cv-certificate.ts';
export * from './card/key-agreement.ts';
export * from './card/octets.ts';
export * from './card/password.ts';
export * from './card/receipt.ts';
export * from './card/surface.ts';
