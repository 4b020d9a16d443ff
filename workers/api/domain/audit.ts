/** What an audit event can say happened. */
export const AUDIT_KINDS = [
  'reservation-reserved',
  'reservation-superseded',
  'reservation-cancelled',
  'reservation-claimed',
  'reservation-renewed',
  'reservation-authorised',
  'reservation-released',
  'reservation-completed',
  'kiosk-offered',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One event. `detail` holds codes and figures, never a person, a card number or a secret. */
export interface AuditEvent {
  at: number;
  kind: AuditKind;
  reservationId: string | null;
  certId: string | null;
  kioskId: string | null;
  detail: Readonly<Record<string, string | number>>;
}
