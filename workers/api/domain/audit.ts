/** What the service itself can say happened. */
export type AuditKind =
  /** After a match: `cleared` names the count of tries that it ended, by that count's commitment. */
  | 'reservation-reserved'
  | 'reservation-superseded'
  | 'reservation-cancelled'
  | 'reservation-claimed'
  | 'reservation-renewed'
  | 'reservation-authorised'
  | 'reservation-released'
  | 'reservation-completed'
  /** By a card's word and our record: the reservation itself is gone. */
  | 'completion-without-row'
  | 'kiosk-offered'
  /** The database was put back to an earlier copy, and what the trail tells since was taken again. */
  | 'database-restored'
  /** A face try was counted: its charge, the count with it, and until when the next one has to wait. */
  | 'try-charged'
  /** That charge is counted no more: the try failed at nothing. */
  | 'try-given-back';

/** What an operator did. */
export type OperatorKind =
  | 'kiosk-code-issued'
  | 'kiosk-confirmed'
  | 'kiosk-suspended'
  | 'kiosk-resumed'
  | 'kiosk-revoked'
  | 'kiosk-labelled'
  | 'kiosk-hours'
  | 'maintenance-planned'
  | 'maintenance-removed';

/** One event. `detail` holds codes and figures, and of an operator's act its actor; never a card number or a secret. */
export interface AuditEvent {
  at: number;
  kind: AuditKind | OperatorKind;
  reservationId: string | null;
  /** Whose card: what the stored commitment is made of, or one made before. The salt goes with the row that holds it. */
  card: { certId: string; salt: string } | { commitment: string } | null;
  kioskId: string | null;
  detail: Readonly<Record<string, string | number | boolean | null>>;
}
