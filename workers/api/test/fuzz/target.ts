import type { Kiosk, Phone } from '../actors.ts';
import type { TestCard } from '../card.ts';

/** A back end that hostile requests are sent to, and the people whose good requests they are made from. */
export interface Target {
  readonly origin: string;
  fetch(request: Request): Promise<Response>;
  /** A nonce for a DPoP proof that is good now. */
  nonce(): Promise<string>;
  phone(): Promise<Phone>;
  /** An enrolled and confirmed kiosk. */
  kiosk(): Promise<Kiosk>;
  card(): Promise<TestCard>;
  /** An enrolment code that nobody has used. */
  code(): Promise<string>;
}
