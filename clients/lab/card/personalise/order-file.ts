import * as v from 'valibot';
import { REFERENCE_IDS } from '../profile.ts';

const text = v.string();
const seconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const tries = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15));
const box = v.strictObject({ left: v.number(), top: v.number(), width: v.number(), height: v.number() });

/** What a card is made from, beside the portrait and the authority. What the texts must be, `personalise` checks. */
const OrderFile = v.strictObject({
  holder: v.strictObject({
    name: text,
    address: text,
    birthDate: text,
    sex: v.picklist(['0', '1', '2', '9']),
    prefecture: text,
    city: text,
    municipalityCode: text,
    cardExpiry: text,
    securityCode: text,
    calendar: v.exactOptional(v.literal('western')),
    extendedTo: v.exactOptional(text),
  }),
  pin: text,
  signaturePassword: text,
  /** Part of the portrait, in its pixels; without it the upper middle. */
  box: v.exactOptional(box),
  variant: v.exactOptional(
    v.strictObject({
      withoutSignatureCertificate: v.exactOptional(v.boolean()),
      validity: v.exactOptional(v.strictObject({ notBefore: seconds, notAfter: seconds })),
      generation: v.exactOptional(v.picklist([0, 1])),
      tries: v.exactOptional(v.strictObject(v.entriesFromList(REFERENCE_IDS, v.exactOptional(tries)))),
    }),
  ),
});
export type OrderFile = v.InferOutput<typeof OrderFile>;

/** Reads an order. Throws `RangeError` that names the member, never what stood there. */
export function readOrder(json: string): OrderFile {
  const parsed = v.safeParse(OrderFile, parseJson(json));
  if (parsed.success) return parsed.output;
  const members = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole');
  throw new RangeError(`order: ${[...new Set(members)].join(', ')} not usable`);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new RangeError('order is not JSON');
  }
}
