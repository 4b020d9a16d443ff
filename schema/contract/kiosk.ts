import * as v from 'valibot';
import { Instant, Uuid } from './primitives.ts';
import { Opening } from './service.ts';

export const KIOSK_STATES = ['pending', 'active', 'revoked'] as const;
export type KioskState = (typeof KIOSK_STATES)[number];

/** The key to enrol is the one that signs the request's DPoP proof. */
export const Enrol = v.strictObject({ code: v.pipe(v.string(), v.maxLength(64)) });

export const EnrolReply = v.object({
  kioskId: Uuid,
  state: v.picklist(KIOSK_STATES),
  /** Shown on the kiosk; the operator confirms the same one. RFC 7638. */
  thumbprint: v.string(),
});
export type EnrolReply = v.InferOutput<typeof EnrolReply>;

export const KioskReply = v.object({
  kioskId: Uuid,
  label: v.string(),
  now: Instant,
  opening: Opening,
});
export type KioskReply = v.InferOutput<typeof KioskReply>;
