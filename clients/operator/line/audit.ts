import * as v from 'valibot';
import type { JSONWebKeySet } from 'jose';
import { AuditHead } from '#schema/contract/audit-chain.ts';
import type { TrailEvent } from '#schema/contract/operator-acts.ts';
import { originIn, whole } from '../arguments.ts';
import { folderSegments } from '../commands/audit-segments.ts';
import { describeVerdict, verifyService } from '../commands/audit-service.ts';
import { concernsOf, describeStatus } from '../commands/status.ts';
import { Alarm, Misuse, Outage } from '../exit.ts';
import type { OperatorService } from '../service.ts';
import type { Command, Given } from './command.ts';

export const AUDIT: Record<string, Command> = {
  status: async (given) => {
    const { now, ...status } = await (await given.operator()).ask('readStatus', {});
    const concerns = concernsOf(status, now);
    if (given.options.json) given.say(JSON.stringify({ now, ...status, concerns }));
    else for (const line of describeStatus(status, now)) given.say(line);
    if (concerns.length > 0) throw new Alarm(`${concerns.length} to look at`);
  },
  'audit list': async (given) => {
    const since = whole(given.options.since ?? '0', 'an event');
    for await (const event of eventsAfter(await given.operator(), since)) given.say(JSON.stringify(event));
  },
  'audit verify': async (given, origin, copy) => {
    const { keys: kept, since, json, segments: folder } = given.options;
    const from = originIn(origin);
    const keys = kept === undefined ? await publishedBy(from) : await keysIn(given, kept);
    const copied = copy === undefined ? [] : await headsIn(given, copy);
    const behind = since === undefined ? {} : { since: whole(since, 'an event') };
    const now = Math.floor(Date.now() / 1_000);
    const progress = (seq: number) => given.aside(`checked up to event ${seq}`);
    // The rows themselves are read: what is to be verified is not asked about itself.
    const segments = folder === undefined ? given.segments() : folderSegments(folder);
    const held = { copied, segments, now, progress, ...behind };
    const verdict = await verifyService(given.database(), keys, held);
    if (json) given.say(JSON.stringify(verdict));
    else for (const line of describeVerdict(verdict)) given.say(line);
    if (verdict.fault)
      throw new Alarm(`the trail is broken at event ${verdict.fault.seq}: ${verdict.fault.fault}`);
    if (verdict.contradictions.length > 0) throw new Alarm('trail and database contradict each other');
  },
};

async function* eventsAfter(operator: OperatorService, since: number): AsyncGenerator<TrailEvent> {
  let after: number | null = since;
  while (after !== null) {
    const page: { events: TrailEvent[]; next: number | null } = await operator.ask('readTrail', { after });
    yield* page.events;
    after = page.next;
  }
}

async function keysIn(given: Given, file: string): Promise<JSONWebKeySet> {
  const set = v.object({ keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1)) });
  try {
    return v.parse(set, JSON.parse(await given.read(file)));
  } catch {
    throw new Misuse(`not a set of keys, as in jwks.json: ${file}`);
  }
}

async function publishedBy(origin: string): Promise<JSONWebKeySet> {
  const address = `${origin}/.well-known/jwks.json`;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new Outage(`no keys at ${address}: is the service running there?`);
  return (await response.json()) as JSONWebKeySet;
}

async function headsIn(given: Given, file: string): Promise<AuditHead[]> {
  try {
    return v.parse(v.object({ heads: v.array(AuditHead) }), JSON.parse(await given.read(file))).heads;
  } catch {
    throw new Misuse(`not a copy of audit-heads.json: ${file}`);
  }
}
