import * as v from 'valibot';

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const inBoth = (most: number) => v.strictObject({ ja: text(most), en: text(most) });
/** An address that a person may open. */
const address = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https:\/\/[^\s]+$/, 'must be an https address'),
);

/** Who answers for the service, as people are told: before they agree, and wherever they cannot go on. */
export const Operator = v.strictObject({
  name: inBoth(80),
  /** Where to write. */
  contact: inBoth(200),
  privacyUrl: address,
  /** Null: there is none, and nobody is told to call. */
  telephone: v.nullable(v.pipe(v.string(), v.regex(/^\+?\d[\d-]{4,18}\d$/, 'must be digits and hyphens'))),
  /** When it is answered. */
  hours: inBoth(80),
  /** Where the app is to be had that lends the page a phone's antenna; null: not for such phones. */
  app: v.strictObject({ ios: v.nullable(address), android: v.nullable(address) }),
  /** Where kiosks are. */
  chains: v.pipe(v.array(v.strictObject({ name: inBoth(60) })), v.maxLength(50)),
  /** A map of kiosks, if there is one. */
  mapUrl: v.nullable(address),
  /** When somebody last looked whether chains and map are true, `YYYY-MM-DD`. */
  dated: v.pipe(v.string(), v.isoDate('must be YYYY-MM-DD')),
});
export type Operator = v.InferOutput<typeof Operator>;
