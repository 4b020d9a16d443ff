import { env } from 'cloudflare:workers';
import { inject } from 'vitest';
import { NOW } from '#clients/lab/people/cast.ts';
import { createApi } from '#clients/sdk/index.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';
import { createApp } from '../app.ts';
import { serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import type { RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import { readConfig, type Env } from '../config.ts';
import type { LogLine, Ports } from '../ports/index.ts';
import { createCardTrust } from '../crypto/card-trust/index.ts';
import { pinnedBy, type TrustAnchor } from '../crypto/card-trust/pinned.ts';
import { createPorts } from '../worker.ts';
import { newKiosk, newPhone, type Kiosk, type Phone, type Surroundings } from './actors.ts';
import { TestCard } from './card.ts';
import { holdToContract } from './exchanges.ts';
import { createMatcher, type FakeMatcher } from './matcher.ts';
import { emptyTables, putCode, putKioskState } from './operator.ts';

export const lab = inject('lab');
export const { DB: database, TRAIL: trail } = env as unknown as { DB: D1Database; TRAIL: R2Bucket };

/** The real back end over real D1, with a clock that can be set and a matcher that sees what it is told. */
export interface World {
  now: number;
  readonly ports: Ports;
  readonly matcher: FakeMatcher;
  readonly logs: LogLine[];
  /** The last line's failed check. */
  readonly check: string;
  fetch: typeof fetch;
  /** A nonce for a DPoP proof that is good now. */
  nonce(): Promise<string>;
  /** What the authorities have revoked. */
  revoked: RevocationList;
  /** What the pinned revocation sources answer. */
  revocation: (request: Request) => Promise<Response>;
  phone(): Promise<Phone>;
  /** An enrolled and confirmed kiosk. */
  kiosk(): Promise<Kiosk>;
}

/** What differs from the ordinary: variables of the environment, or wrapped ports. */
export interface WorldOptions {
  environment?: Record<string, string>;
  wrap?: (ports: Ports) => Ports;
}

export async function createWorld({
  environment = {},
  wrap = (ports) => ports,
}: WorldOptions = {}): Promise<World> {
  const matcher = createMatcher();
  const logs: LogLine[] = [];
  const variables = {
    ...lab.environment,
    ...environment,
    DB: database,
    TRAIL: trail,
    MATCHER: matcher,
  } as unknown as Env;
  const config = readConfig(variables);
  const anchors = JSON.parse(lab.environment['ANCHORS']!) as TrustAnchor[];
  const real = await createPorts(variables, config, anchors, () => world.now);
  const cardTrust = await createCardTrust(await pinnedBy(config, anchors), (url, init) =>
    world.revocation(new Request(url, init)),
  );
  const ports = wrap({ ...real, cardTrust, log: (line) => void logs.push(line) });
  const app = createApp(ports);
  const world: World = {
    now: NOW,
    ports,
    matcher,
    logs,
    revoked: lab.revoked.list,
    get check() {
      return String(logs.at(-1)?.['check']);
    },
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      // workerd has no cookies and no cache to leave out.
      const { cache: _, credentials: __, ...rest } = (init ?? {}) as Record<string, unknown>;
      const request = new Request(input as string, rest);
      const response = await app.fetch(request.clone() as Request);
      await holdToContract(request, response, inject('recording'));
      return response;
    },
    nonce: () => ports.proofs.nonce(world.now),
    revocation: async (request) =>
      (await serveRevocation(lab.authority, world.revoked, request, world.now)) ??
      new Response(null, { status: 404 }),
    phone: () => newPhone(around(world)),
    kiosk: () => newKiosk(around(world)),
  };
  return world;
}

/** Every table, and the trail beside them. */
export async function emptyDatabase(): Promise<void> {
  await emptyTables(database);
  const { objects } = await trail.list();
  await trail.delete(objects.map(({ key }) => key));
}

/** Runs a statement. What somebody with the database in hand does to a reservation, its guard does not stop: it can be dropped. */
export async function rowsOf(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  const run = async () =>
    (
      await database
        .prepare(sql)
        .bind(...values)
        .all()
    ).results;
  return sql.startsWith('UPDATE reservations') ? withoutGuard(run) : run();
}

async function withoutGuard<T>(work: () => Promise<T>): Promise<T> {
  const guard = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'reservations_go_on'";
  const made = await database.prepare(guard).first<string>('sql');
  await database.prepare('DROP TRIGGER IF EXISTS reservations_go_on').run();
  try {
    return await work();
  } finally {
    if (made) await database.prepare(made).run();
  }
}

/** What people in a world have to do with. */
export const around = (world: World): Surroundings => ({
  connect: (key) =>
    createApi({ origin: world.ports.settings.issuer, key, language: () => 'en', fetch: world.fetch }),
  consentVersion: world.ports.settings.consentVersion,
  database,
  now: world.now,
});

export const issueCode = (world: World) => putCode(database, 'Kiosk under test', world.now);

export const setKioskState = (thumbprint: string, state: KioskState) =>
  putKioskState(database, thumbprint, state);

/** MASTER_KEYS of one letter each, which is also the key's name. */
export const masterRing = (...letters: string[]): string =>
  JSON.stringify(letters.map((letter) => ({ kty: 'oct', kid: letter, k: letter.repeat(43) })));

export const cardAt = (index: number): Promise<TestCard> => TestCard.of(lab.cards[index]!);
