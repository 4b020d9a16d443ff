import type { MatcherRpc } from '#schema/contract/face.ts';
import type { Operator } from '#schema/contract/operator.ts';
import type { AlarmMessage } from '#schema/contract/thresholds.ts';
import type { OpeningRules } from '../domain/opening-hours.ts';
import type { StepCounts } from '../domain/step-counts.ts';
import type { CardTrust, ResetAuthority } from './card.ts';
import type { FaceTryStore } from './face-tries.ts';
import type {
  AlarmStore,
  AuditMac,
  AuditStore,
  KioskStore,
  MaintenanceStore,
  ReservationStore,
  RestorationStore,
  RetentionStore,
  SegmentStore,
  SeenStore,
  StepCountStore,
} from './stores.ts';
import type { ClosureStore, FleetStore, OverviewStore } from './operator-stores.ts';
import type { Proof, Proofs, Records, Statements, Tokens } from './tokens.ts';
import type { VisitStore } from './visits.ts';

export type * from './card.ts';
export type * from './face-tries.ts';
export type * from './operator-stores.ts';
export type * from './stores.ts';
export type * from './tokens.ts';
export type * from './visits.ts';

/** Everything outside the domain, for one request. `index.ts` builds it from the environment; tests build it too. */
export interface Ports {
  settings: Settings;
  /** Unix seconds; the only clock that decides anything. */
  clock: () => number;
  random: Random;
  /** SHA-256 as base64url. Text is taken as UTF-8. */
  digest: (input: string | Uint8Array) => Promise<string>;
  tokens: Tokens;
  proofs: Proofs;
  statements: Statements;
  records: Records;
  matchCode: (reservationId: string, redemptionId: string) => Promise<string>;
  auditMac: AuditMac;
  /** Of a visit, by the id of its session or redemption: what a person reads out to whoever helps. It proves nothing. */
  supportNumber: (visitId: string) => Promise<string>;
  cardTrust: CardTrust;
  resetAuthority: ResetAuthority;
  matcher: MatcherRpc;
  reservations: ReservationStore;
  visits: VisitStore;
  faceTries: FaceTryStore;
  seen: SeenStore;
  kiosks: KioskStore;
  maintenance: MaintenanceStore;
  audit: AuditStore;
  segments: SegmentStore;
  restoration: RestorationStore;
  retention: RetentionStore;
  fleet: FleetStore;
  closures: ClosureStore;
  overview: OverviewStore;
  /** What this isolate has counted and not written yet. */
  steps: StepCounts;
  stepCounts: StepCountStore;
  alarms: AlarmStore;
  /** Tells whoever is to be woken; answers whether it was taken. Null where nobody is named. */
  alarmWebhook: ((message: AlarmMessage) => Promise<boolean>) | null;
  /** Waits so many milliseconds: who has much to do lets others have their turn. */
  rest: (ms: number) => Promise<void>;
  /** Milliseconds since some moment. */
  stopwatch: () => number;
  log: (line: LogLine) => void;
  /** Which deployment answers. */
  version: string;
  /** The coarse shield: may this network address ask once more right now? */
  mayAsk: (address: string) => Promise<boolean>;
  /** The same for an enrolled kiosk, by its id. */
  mayKioskAsk: (kioskId: string) => Promise<boolean>;
}

/** What every service is told of the request besides its message. */
export interface Call {
  /** Unix seconds by the server's clock. */
  now: number;
  proof: Proof;
  /** SHA-256 of the request body as base64url: tells a repeated request from another one. */
  bodyDigest: string;
}

/** What the operator decides. */
export interface Settings {
  /** `iss` of every token, the origin of every `htu`, and the audience the card signs for. */
  issuer: string;
  consentVersion: string;
  /** Whom to tell of a weakness, as a URI. */
  securityContact: string;
  hours: Omit<OpeningRules, 'maintenance'>;
  operator: Operator;
  /** Version below which no kiosk's page should begin a visit. */
  minimumPage: string;
  /** Nobody is answered: the database is being restored. */
  paused: boolean;
}

export interface Random {
  uuid(): string;
  bytes(count: number): Uint8Array<ArrayBuffer>;
}

/** One line for each request; no card, no person, no secret. */
export type LogLine = Readonly<Record<string, string | number | boolean | null>>;
