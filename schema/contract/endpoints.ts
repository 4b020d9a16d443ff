import type * as v from 'valibot';
import { Enrol, EnrolReply, Heartbeat, KioskReply } from './kiosk.ts';
import * as redemption from './redemption.ts';
import { Capture, ReservationReply, ReservationView } from './reservation.ts';
import { ServiceReply } from './service.ts';
import {
  CardEvidence,
  CardRenewal,
  CardReply,
  LivenessChallenge,
  OpenSession,
  SessionReply,
} from './session.ts';
import type { TokenType } from './token.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/**
 * How a caller proves who it is. Everything but `none` carries a DPoP proof (RFC 9449).
 * `key`: any fresh key. `kiosk`: an enrolled key. A token type: that token in `Authorization: DPoP`,
 * bound to the proof's key; the redemption token also needs an active kiosk, as `late-redemption` of any kiosk ever enrolled.
 */
export type Credential = 'none' | 'key' | 'kiosk' | 'known-kiosk' | 'late-redemption' | TokenType;

/** A file part, or several of one name, of a multipart body. `maxBytes` is for each. */
export interface FilePart {
  mediaType: 'image/jpeg' | 'application/octet-stream';
  maxBytes: number;
  min: number;
  max: number;
}

/** A JSON body, or a multipart body of one JSON part named `data` and file parts. */
export type RequestBody =
  | { kind: 'json'; schema: Schema; maxBytes: number }
  | { kind: 'multipart'; schema: Schema; maxBytes: number; files: Readonly<Record<string, FilePart>> };

export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE';
  path: `/v1/${string}`;
  summary: string;
  credential: Credential;
  body: RequestBody | null;
  status: 200 | 201;
  reply: Schema;
  /**
   * The answer carries an `ETag`, and `If-None-Match` is answered with 304 and the server's clock in `Kaijo-Now` while
   * nothing changed but the time. Seconds after which it comes whole all the same.
   */
  revalidated?: number;
}

const KIB = 1_024;
const json = <S extends Schema>(schema: S, maxBytes = 16 * KIB) =>
  ({ kind: 'json', schema, maxBytes }) as const;

/** Every call of the service: the one table from which routes, clients and the reference are made. */
export const endpoints = {
  getService: {
    method: 'GET',
    path: '/v1/service',
    summary: 'Opening state, and what a reservation made now would be worth',
    credential: 'none',
    body: null,
    status: 200,
    reply: ServiceReply,
    // What a reservation made now would be worth moves with the clock.
    revalidated: 60,
  },
  openSession: {
    method: 'POST',
    path: '/v1/sessions',
    summary: 'STEP 1: begin, with consent; answers what the card has to sign',
    credential: 'key',
    body: json(OpenSession, 1 * KIB),
    status: 201,
    reply: SessionReply,
  },
  presentCard: {
    method: 'POST',
    path: '/v1/sessions/card',
    summary: 'STEP 1: card evidence and the chip photo; answers a card token and head movements to make',
    credential: 'session',
    body: {
      kind: 'multipart',
      schema: CardEvidence,
      maxBytes: 128 * KIB,
      files: { photo: { mediaType: 'application/octet-stream', maxBytes: 64 * KIB, min: 1, max: 1 } },
    },
    status: 201,
    reply: CardReply,
  },
  challengeLiveness: {
    method: 'POST',
    path: '/v1/sessions/challenge',
    summary: "STEP 1: the card's sequence of head movements; another one when it ran out or was answered",
    credential: 'card',
    body: null,
    status: 201,
    reply: LivenessChallenge,
  },
  renewCard: {
    method: 'POST',
    path: '/v1/sessions/renewal',
    summary:
      'STEP 1: more time without reading the card again, up to an hour from the beginning of the session',
    credential: 'card',
    body: null,
    status: 201,
    reply: CardRenewal,
  },
  reserve: {
    method: 'POST',
    path: '/v1/reservations',
    summary: 'STEP 1: the face; answers the ticket',
    credential: 'card',
    body: {
      kind: 'multipart',
      schema: Capture,
      maxBytes: 8 * 400 * KIB + 16 * KIB,
      files: { frame: { mediaType: 'image/jpeg', maxBytes: 400 * KIB, min: 3, max: 8 } },
    },
    status: 201,
    reply: ReservationReply,
  },
  getReservation: {
    method: 'GET',
    path: '/v1/reservations/current',
    summary: 'State of the reservation, and the match code while a kiosk works on it',
    credential: 'ticket',
    body: null,
    status: 200,
    reply: ReservationView,
    revalidated: 86_400,
  },
  cancelReservation: {
    method: 'DELETE',
    path: '/v1/reservations/current',
    summary: 'Give the reservation up',
    credential: 'ticket',
    body: null,
    status: 200,
    reply: ReservationView,
  },
  enrolKiosk: {
    method: 'POST',
    path: '/v1/kiosk/enrolment',
    summary:
      'Offer a kiosk key with a one-time code; it stays pending until the operator confirms its thumbprint',
    credential: 'key',
    body: json(Enrol, 1 * KIB),
    status: 201,
    reply: EnrolReply,
  },
  heartbeat: {
    method: 'POST',
    path: '/v1/kiosk',
    summary:
      'STEP 2: how this machine is; answers whether it is in service, open, until when, and when to call again',
    credential: 'kiosk',
    body: json(Heartbeat, 1 * KIB),
    status: 200,
    reply: KioskReply,
  },
  openRedemption: {
    method: 'POST',
    path: '/v1/redemptions',
    summary: 'STEP 2: begin; answers what the card has to sign',
    credential: 'key',
    body: null,
    status: 201,
    reply: redemption.RedemptionReply,
  },
  claim: {
    method: 'POST',
    path: '/v1/redemptions/claim',
    summary: 'STEP 2: find the reservation by the card and take its lease',
    credential: 'redemption',
    body: json(redemption.Claim),
    status: 200,
    reply: redemption.ClaimReply,
  },
  renew: {
    method: 'POST',
    path: '/v1/redemptions/renew',
    summary: 'STEP 2: lengthen the lease while the person types',
    credential: 'redemption',
    body: null,
    status: 200,
    reply: redemption.LeaseReply,
  },
  authorise: {
    method: 'POST',
    path: '/v1/redemptions/authorise',
    summary: 'STEP 2: permission for this card, by the keys it has just agreed on, to take a new password',
    credential: 'redemption',
    body: json(redemption.Authorise),
    status: 200,
    reply: redemption.AuthoriseReply,
  },
  abort: {
    method: 'POST',
    path: '/v1/redemptions/abort',
    summary: 'STEP 2: give the reservation back',
    credential: 'redemption',
    body: json(redemption.Abort, 1 * KIB),
    status: 200,
    reply: redemption.AbortReply,
  },
  complete: {
    method: 'POST',
    path: '/v1/redemptions/complete',
    summary: "STEP 2: the card's signed receipt; taken at any time, from any kiosk ever enrolled",
    credential: 'known-kiosk',
    body: json(redemption.Complete),
    status: 200,
    reply: redemption.CompleteReply,
  },
  recover: {
    method: 'POST',
    path: '/v1/redemptions/recover',
    summary: "STEP 2: settle a torn write from the card's own signed status",
    credential: 'late-redemption',
    body: json(redemption.Recover),
    status: 200,
    reply: redemption.RecoverReply,
  },
  checkSignatureCertificate: {
    method: 'POST',
    path: '/v1/redemptions/signature-certificate',
    summary:
      'STEP 2: after the reset, once: is the signature certificate still good? A move revokes it and nothing else',
    credential: 'redemption',
    body: json(redemption.SignatureCertificate, 1 * KIB),
    status: 200,
    reply: redemption.SignatureCertificateReply,
  },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
export type RequestOf<N extends EndpointName> = Endpoints[N]['body'] extends {
  schema: infer S extends Schema;
}
  ? v.InferOutput<S>
  : undefined;
export type ReplyOf<N extends EndpointName> = v.InferOutput<Endpoints[N]['reply']>;
