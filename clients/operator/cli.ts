import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { JSONWebKeySet } from 'jose';
import * as v from 'valibot';
import { AuditHead } from '#schema/contract/audit-chain.ts';
import { CLOSURE_REASONS, SCOPES } from '#schema/contract/calendar.ts';
import { instant, noteOf, oneOf, placeOf, Refusal, required, USAGE } from './arguments.ts';
import { describeVerdict, verifyService } from './commands/audit-service.ts';
import { wranglerDatabase, type OperatorDatabase, type Row } from './commands/database.ts';
import { deploy } from './commands/deploy.ts';
import {
  confirmKiosk,
  issueCode,
  listKiosks,
  resumeKiosk,
  revokeKiosk,
  suspendKiosk,
} from './commands/kiosk.ts';
import { listClosures, planClosure, removeClosure } from './commands/maintenance.ts';
import { describeStatus, readStatus } from './commands/status.ts';
import { rotate } from './commands/rotate.ts';
import { makeRings, secretsWith } from './commands/secrets.ts';
import { createRings } from './rotation/ring-file.ts';
import { MADE, putSecret } from './wrangler.ts';

/** Thumbprints are base64url: one in 64 begins with what would be taken for an option. */
const THUMBPRINT = /^-[\w-]{20,}$/;
const words = process.argv.slice(2);
const thumbprints = words.filter((word) => THUMBPRINT.test(word));

function parsed() {
  try {
    return parseArgs({
      args: [...words.filter((word) => !THUMBPRINT.test(word)), '--', ...thumbprints],
      allowPositionals: true,
      options: {
        env: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        keys: { type: 'string' },
        since: { type: 'string' },
        cuts: { type: 'boolean', default: false },
        ring: { type: 'string' },
        put: { type: 'boolean', default: false },
        'cards-know': { type: 'string' },
        chain: { type: 'string' },
        store: { type: 'string' },
        prefecture: { type: 'string' },
        reason: { type: 'string' },
        'note-ja': { type: 'string' },
        'note-en': { type: 'string' },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const { values, positionals } = parsed();
const now = Math.floor(Date.now() / 1_000);
const say = (text: string) => void process.stdout.write(`${text}\n`);

type Command = (database: OperatorDatabase, ...args: string[]) => Promise<void>;

const COMMANDS: Record<string, Command> = {
  'kiosk code': async (database, label) =>
    say(await issueCode(database, required(label, 'a label'), now, placeOf(values))),
  'kiosk confirm': async (database, ...shown) =>
    done(
      await confirmKiosk(database, required(shown.join(' ') || undefined, 'the check words'), now),
      'no pending kiosk shows that',
    ),
  'kiosk suspend': async (database, thumbprint) =>
    done(
      await suspendKiosk(database, required(thumbprint, 'the thumbprint'), now),
      'no such kiosk is in service',
    ),
  'kiosk resume': async (database, thumbprint) =>
    done(
      await resumeKiosk(database, required(thumbprint, 'the thumbprint'), now),
      'no such kiosk is suspended',
    ),
  'kiosk revoke': async (database, thumbprint) =>
    done(
      await revokeKiosk(database, required(thumbprint, 'the thumbprint'), now),
      'no such kiosk is in service',
    ),
  'kiosk list': async (database) => table(await listKiosks(database)),
  'maintenance plan': async (database, from, until, scope = 'both') =>
    say(
      await planClosure(
        database,
        {
          from: instant(from),
          until: instant(until),
          scope: oneOf(SCOPES, scope, 'a scope'),
          cuts: values.cuts,
          ...(values.reason ? { reason: oneOf(CLOSURE_REASONS, values.reason, 'a reason') } : {}),
          note: noteOf(values['note-ja'], values['note-en']),
        },
        now,
      ),
    ),
  'maintenance remove': async (database, id) =>
    done(await removeClosure(database, required(id, 'the id'), now), 'no planned closure has that id'),
  'maintenance list': async (database) => table(await listClosures(database, now)),
  status: async (database) => status(database),
  'audit verify': async (database, origin, copy) =>
    verify(database, required(origin, 'the service origin'), copy),
  secrets: async () => {
    const rings = await makeRings(now);
    await createRings(required(values.ring, '--ring FILE'), rings);
    say(JSON.stringify(secretsWith(rings), null, 2));
  },
  rotate: async (_database, ring = '', move = '', subject?: string) => turn(ring, move, subject),
  deploy: async () => deploy(required(values.env, '--env'), values['dry-run'], say),
};

async function main(): Promise<void> {
  const [name, length] = commandOf(positionals);
  const command = name === null ? undefined : COMMANDS[name];
  if (!command) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const where = values.env ? ['--remote', '--env', values.env] : ['--local', '--persist-to', `${MADE}state`];
  await command(wranglerDatabase(where), ...positionals.slice(length));
}

function commandOf(words: string[]): [string | null, number] {
  const two = words.slice(0, 2).join(' ');
  if (two in COMMANDS) return [two, 2];
  return words[0] !== undefined && words[0] in COMMANDS ? [words[0], 1] : [null, 0];
}

async function turn(ring: string, move: string, subject: string | undefined): Promise<void> {
  const env = values.put ? required(values.env, '--env, to know where to put it') : null;
  const file = required(values.ring, '--ring FILE');
  const turned = await rotate({ ring, move, subject, file, cardsKnow: values['cards-know'], now });
  // The value alone goes to standard output, so that it can be piped.
  process.stderr.write(`${turned.said.join('\n')}\n`);
  if (env === null) say(turned.value);
  else process.stderr.write(await putSecret(turned.secret, turned.value, env));
}

async function status(database: OperatorDatabase): Promise<void> {
  const found = await readStatus(database, now);
  for (const line of describeStatus(found)) say(line);
  if (found.concerns.length > 0) process.exitCode = 1;
}

async function verify(database: OperatorDatabase, origin: string, copy: string | undefined): Promise<void> {
  const keys = values.keys === undefined ? await publishedBy(origin) : await keysIn(values.keys);
  const copied = copy === undefined ? [] : await headsIn(copy);
  const since = values.since === undefined ? {} : { since: Number(values.since) };
  const verdict = await verifyService(database, keys, { copied, now, progress, ...since });
  for (const line of describeVerdict(verdict)) say(line);
  if (verdict.fault)
    throw new Refusal(`the trail is broken at event ${verdict.fault.seq}: ${verdict.fault.fault}`);
  if (verdict.contradictions.length > 0) throw new Refusal('trail and database contradict each other');
}

const progress = (seq: number) => void process.stderr.write(`checked up to event ${seq}\n`);

async function keysIn(file: string): Promise<JSONWebKeySet> {
  const set = v.object({ keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1)) });
  try {
    return v.parse(set, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new Refusal(`not a set of keys, as in jwks.json: ${file}`);
  }
}

async function publishedBy(origin: string): Promise<JSONWebKeySet> {
  const address = `${origin}/.well-known/jwks.json`;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new Refusal(`no keys at ${address}: is the service running there?`);
  return (await response.json()) as JSONWebKeySet;
}

async function headsIn(file: string): Promise<AuditHead[]> {
  try {
    return v.parse(v.object({ heads: v.array(AuditHead) }), JSON.parse(await readFile(file, 'utf8'))).heads;
  } catch {
    throw new Refusal(`not a copy of audit-heads.json: ${file}`);
  }
}

function done(worked: boolean, otherwise: string): void {
  if (!worked) throw new Refusal(otherwise);
  say('done');
}

function table(rows: Row[]): void {
  // oxlint-disable-next-line no-console -- a table is what an operator reads
  console.table(rows.map(readable));
}

/** Instants as people write them. */
const readable = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) =>
      name.endsWith('_at') && typeof value === 'number'
        ? [name.slice(0, -3), new Date(value * 1_000).toISOString()]
        : [name, value],
    ),
  );

try {
  await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof Refusal || error instanceof RangeError ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
