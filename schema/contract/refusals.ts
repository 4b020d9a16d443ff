import { endpoints, type Credential, type Endpoint, type EndpointName } from './endpoints.ts';
import type { ProblemCode } from './problem.ts';

const FACE_TRIES = ['face-attempts-paused', 'face-attempts-exhausted'] as const;
const CARD = [
  'card-not-accepted',
  'certificate-expired',
  'certificate-revoked',
  'certificate-on-hold',
] as const;
const ENDED = ['no-reservation', 'reservation-expired', 'reservation-ended'] as const;

/** What each call refuses of its own, beside what its credential and its body bring. */
const OWN: Readonly<Record<EndpointName, readonly ProblemCode[]>> = {
  getService: [],
  openSession: ['phone-closed', 'consent-outdated'],
  presentCard: [
    ...CARD,
    'photo-unusable',
    ...FACE_TRIES,
    'challenges-paused',
    'token-used',
    'revocation-unavailable',
    'matcher-unavailable',
    'conflict',
  ],
  challengeLiveness: [...FACE_TRIES, 'challenges-paused', 'conflict'],
  renewCard: [],
  reserve: [
    'phone-closed',
    'face-unusable',
    'face-not-live',
    'face-no-match',
    ...FACE_TRIES,
    'challenges-paused',
    'no-reservation',
    'reservation-in-use',
    'token-used',
    'matcher-unavailable',
    'conflict',
  ],
  getReservation: ['no-reservation', 'reservation-lost'],
  cancelReservation: ['reservation-lost', ...ENDED, 'reservation-in-use', 'conflict'],
  enrolKiosk: ['enrolment-refused'],
  heartbeat: [],
  openRedemption: [],
  claim: [
    'kiosk-closed',
    ...CARD,
    ...ENDED,
    'reservation-in-use',
    'claim-lapsed',
    'token-used',
    'revocation-unavailable',
    'conflict',
  ],
  renew: [...ENDED, 'claim-lapsed', 'conflict'],
  authorise: ['kiosk-closed', 'card-not-accepted', ...ENDED, 'claim-lapsed', 'conflict'],
  abort: [...ENDED, 'claim-lapsed', 'conflict'],
  complete: ['card-not-accepted', 'no-reservation', 'conflict'],
  recover: ['card-not-accepted', 'no-reservation', 'claim-lapsed', 'conflict'],
  checkSignatureCertificate: ['claim-lapsed', 'token-used', 'card-not-accepted', 'revocation-unavailable'],
};

/** What a call refuses because of who asks. */
function ofCredential(credential: Credential): readonly ProblemCode[] {
  if (credential === 'none') return [];
  if (credential === 'kiosk' || credential === 'redemption')
    return [...PROVEN, 'kiosk-unknown', 'kiosk-pending', 'kiosk-suspended', 'kiosk-revoked'];
  return credential === 'known-kiosk' ? [...PROVEN, 'kiosk-unknown'] : PROVEN;
}

const PROVEN = ['dpop-nonce-required', 'token-refused'] as const;
const EVERY = [
  'service-paused',
  'misdirected-request',
  'body-too-large',
  'malformed-request',
  'rate-limited',
  'internal',
] as const;

/** Every code that a call may be refused with, once each. */
export function refusalsOf(name: EndpointName): ProblemCode[] {
  const { credential, body }: Endpoint = endpoints[name];
  const ofBody = body ? (['media-type-unsupported'] as const) : [];
  return [...new Set([...OWN[name], ...ofCredential(credential), ...ofBody, ...EVERY])];
}
