import type { Certified } from '../certified.ts';

/** What a source says of one certificate. A certificate on hold counts as revoked. */
export interface Answer {
  status: 'good' | 'revoked' | 'unknown';
  /** The signed end of its validity, Unix seconds. */
  until: number;
}

/** One place that knows what was revoked. Throws whatever kept it from giving an answer that can be believed. */
export interface RevocationSource {
  name: 'ocsp' | 'crl';
  ask(subject: Certified, now: number): Promise<Answer>;
}
