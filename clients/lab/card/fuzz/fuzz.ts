import { toHex, type Octets } from '#schema/contract/card.ts';
import { applicationsOf } from '../applications/applications.ts';
import { tearingStore, type CardWrite, type TearMoment } from '../faults.ts';
import type { CardTraits, PersonalisedCard } from '../profile.ts';
import { VirtualCard } from '../virtual-card.ts';
import { Access } from './access.ts';
import { faultsOf, type Exchange } from './oracle.ts';
import { damaged, PLAIN_MOVES } from './plain-moves.ts';
import { Random, Weighted } from './random.ts';
import { openChannel, resetWhole, speakWithin, type Say, type Within } from './channel-moves.ts';
import { watchedStore, type WatchedStore } from './watched-store.ts';
import type { Secrets, World } from './world.ts';

/** What is fuzzed and for how long. */
export interface FuzzPlan {
  made: PersonalisedCard;
  secrets: Secrets;
  /** Everything that files of the card say: short secrets may stand in it by chance. */
  published: Octets;
  authorise: World['authorise'];
  seed: number;
  apdus: number;
  /** Stands between fuzzer and card; for proving that the oracle sees what it must. */
  process?: (card: VirtualCard, apdu: Octets) => Promise<Octets>;
  /** Stands between card and memory; likewise. */
  store?: (store: WatchedStore) => WatchedStore;
}

/**
 * What came of it. `answers` counts by instruction and status word, e.g. `20 9000`, or `2c inside 9000` for what was
 * said in secure messaging.
 */
export interface FuzzReport {
  seed: number;
  apdus: number;
  faults: string[];
  answers: Record<string, number>;
}

/** A card lives for so many APDUs; then a fresh one comes, or all of them would soon be blocked. */
const LIFE = 1000;
const MAX_FAULTS = 20;

type Turn = 'plain' | 'damaged' | 'open' | 'within' | 'whole' | 'reset' | 'power' | 'tear';
const TURNS = new Weighted<Turn>([
  [700, 'plain'],
  [220, 'damaged'],
  [4, 'open'],
  [40, 'within'],
  [4, 'whole'],
  [6, 'reset'],
  [4, 'power'],
  [3, 'tear'],
]);

/** Sends seeded commands to cards and holds every answer and every write against the oracle. */
export async function fuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const random = new Random(plan.seed);
  const report: FuzzReport = { seed: plan.seed, apdus: 0, faults: [], answers: {} };
  while (report.apdus < plan.apdus && report.faults.length < MAX_FAULTS)
    await liveOneCard(plan, random, report);
  return report;
}

async function liveOneCard(plan: FuzzPlan, random: Random, report: FuzzReport): Promise<void> {
  const { profile, memory } = plan.made;
  const store = (plan.store ?? same)(watchedStore(structuredClone(memory)));
  const hand: Hand = { next: null, torn: false };
  const traits: CardTraits = { blockedWord: random.one([0x6983, 0x6984]), filler: random.one([0, 2]) };
  const card = new VirtualCard({ profile, store: tearingStore(store, (write) => pull(hand, write)), traits });
  await card.powerOn();
  const world: World = { random, secrets: { ...plan.secrets }, channel: null, authorise: plan.authorise };
  const access = new Access(applicationsOf(profile, traits));
  const say = speaker(plan, { card, store, world, report, hand, access });
  const end = Math.min(report.apdus + LIFE, plan.apdus);
  while (report.apdus < end && report.faults.length < MAX_FAULTS)
    await takeTurn({ card, world, hand, access }, say);
}

const same = (store: WatchedStore): WatchedStore => store;

/** The hand that pulls the card out at the next write of a kind, once told to. */
interface Hand {
  next: { moment: TearMoment; write: CardWrite } | null;
  torn: boolean;
}

function pull(hand: Hand, write: CardWrite): TearMoment | null {
  if (hand.next?.write !== write) return null;
  const { moment } = hand.next;
  hand.next = null;
  hand.torn = true;
  return moment;
}

async function takeTurn(
  { card, world, hand, access }: Pick<Scene, 'card' | 'world' | 'hand' | 'access'>,
  say: Say,
): Promise<void> {
  const { random } = world;
  switch (TURNS.draw(random)) {
    case 'plain':
      return void (await say(PLAIN_MOVES.draw(random)(world)));
    case 'damaged':
      return void (await say(damaged(PLAIN_MOVES.draw(random)(world), random)));
    case 'open':
      return openChannel(world, say);
    case 'within':
      return speakWithin(world, say);
    case 'whole':
      return resetWhole(world, say);
    case 'reset':
      access.clear();
      return card.reset();
    case 'tear':
      hand.next = {
        moment: random.one(['before-commit', 'after-commit']),
        write: random.one(['counter', 'reset']),
      };
      return;
    case 'power':
      access.clear();
      await card.powerOff();
      return card.powerOn();
  }
}

interface Scene {
  card: VirtualCard;
  store: WatchedStore;
  world: World;
  report: FuzzReport;
  hand: Hand;
  access: Access;
}

function speaker(plan: FuzzPlan, { card, store, world, report, hand, access }: Scene): Say {
  const grounds = { store, access, published: plan.published };
  const process = plan.process ?? ((card, apdu) => card.process(apdu));
  return async (apdu: Octets, within?: Within) => {
    report.apdus += 1;
    hand.torn = false;
    const answer = await process(card, apdu).catch((error: unknown) => {
      report.faults.push(`${report.apdus}: ${toHex(apdu)}: threw ${String(error)}`);
      return new Uint8Array();
    });
    const inside = within ? within.open(answer) : null;
    const { torn } = hand;
    const password = within?.password ?? null;
    const exchange = { apdu, answer, inside, secrets: world.secrets, password, torn };
    for (const fault of faultsOf(exchange, grounds))
      report.faults.push(`${report.apdus}: ${toHex(apdu)}: ${fault}`);
    count(report, exchange);
    if (torn) {
      await card.powerOn();
      access.clear();
    }
    return answer;
  };
}

const KNOWN = new Set([0x20, 0x24, 0x2a, 0x2c, 0x82, 0x84, 0x86, 0xa4, 0xb0, 0xb2, 0xca]);

function count({ answers }: FuzzReport, { apdu, answer, inside }: Exchange): void {
  const ins = KNOWN.has(apdu[1]!) ? toHex(apdu.slice(1, 2)) : '--';
  const word = answer.length === 0 ? 'torn' : toHex(answer.slice(-2)).replace(/^63c.$/, '63cx');
  const key = inside === null ? `${ins} ${word}` : `${ins} inside ${inside.toString(16)}`;
  answers[key] = (answers[key] ?? 0) + 1;
}
