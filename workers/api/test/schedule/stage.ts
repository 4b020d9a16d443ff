import { createDpopKey, thumbprintOf } from '#clients/sdk/index.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { EndpointName } from '#schema/contract/endpoints.ts';
import { send } from '../send.ts';
import { FRAMES, type Kiosk } from '../actors.ts';
import { createWorld, type World } from '../world.ts';
import { authoriseOf, believing, claimOf, completeOf, identityOf, ticketHashIn } from './cards.ts';
import type { Action } from './model.ts';
import { mortal, Mortality, type Crash } from './mortal.ts';
import { clearRows, readRows, type Rows } from './rows.ts';

interface Visit {
  kiosk: Kiosk;
  card: string;
  token: string;
  id: string;
  authorisation: string | null;
}

interface Challenge {
  id: string;
  token: string;
  cardToken: string;
  /** Once it is known: of the reservation that answers it. */
  made: { id: string; ticket: string; ticketHash: string } | null;
}

/** What becomes of a request on the wire. */
interface Wire {
  name: EndpointName;
  key: CryptoKeyPair;
  token?: string;
  message?: object;
  frames?: boolean;
}

function formOf(message: object): FormData {
  const form = new FormData();
  form.append('data', new Blob([JSON.stringify(message)], { type: 'application/json' }));
  for (const frame of FRAMES) form.append('frame', new Blob([frame], { type: 'image/jpeg' }), 'f');
  return form;
}

const idIn = (token: string) =>
  (JSON.parse(new TextDecoder().decode(fromBase64url(token.split('.')[1]!))) as { jti: string }).jti;

/** Everything outside that a schedule moves: a phone, two kiosks, cards, and a process that can die. */
export class Stage {
  readonly world: World;
  readonly #mortality: Mortality;
  readonly #kiosks: Kiosk[];
  readonly #phone: CryptoKeyPair;
  readonly #visits = new Map<string, Visit>();
  readonly #challenges = new Map<string, Challenge>();
  readonly #resets = new Map<string, string>();
  /** Names of sequences, by the id of their challenge: that of one whose answer was lost is known by its row. */
  readonly #sequences = new Map<string, string>();
  /** Card tokens of who asks, by the name of the challenge asked for. */
  readonly #read = new Map<string, string>();
  /** By ticket hash. */
  readonly #records = new Map<string, string>();

  private constructor(world: World, mortality: Mortality, kiosks: Kiosk[], phone: CryptoKeyPair) {
    this.world = world;
    this.#mortality = mortality;
    this.#kiosks = kiosks;
    this.#phone = phone;
  }

  static async create(): Promise<Stage> {
    const mortality = new Mortality();
    const world = await createWorld({
      wrap: (ports) => mortal({ ...ports, cardTrust: { ...ports.cardTrust, ...believing } }, mortality),
    });
    return new Stage(world, mortality, [await world.kiosk(), await world.kiosk()], await createDpopKey());
  }

  async clear(): Promise<void> {
    this.world.logs.length = 0;
    for (const kept of [this.#visits, this.#challenges, this.#resets, this.#sequences, this.#read])
      kept.clear();
    await clearRows();
  }

  /** The token that `openRedemption` would give. */
  async openVisit(name: string, kioskIndex: number, card: string): Promise<void> {
    const { now, ports } = this.world;
    const kiosk = this.#kiosks[kioskIndex]!;
    const id = crypto.randomUUID();
    const bound = { jti: id, iat: now, exp: now + 1_200, cnf: { jkt: kiosk.thumbprint } };
    const claims = { ...bound, sub: kiosk.id, nonce: 'A'.repeat(43), claimBy: now + 600 };
    const token = await ports.tokens.make('redemption', claims);
    this.#visits.set(name, { kiosk, card, token, id, authorisation: null });
  }

  /** Card token and challenge as they were given before a card had one sequence: nothing is known of it but the token. */
  async openChallenge(name: string, card: string): Promise<void> {
    const { now, ports } = this.world;
    const { bound, cardToken } = await this.#present(card);
    const asked = { ...bound, jti: crypto.randomUUID(), steps: ['left' as const], answerBy: now + 120 };
    const token = await ports.tokens.make('liveness', asked);
    this.#challenges.set(name, { id: asked.jti, token, cardToken, made: null });
  }

  /** Reads a card, so that it can be asked what its holder is to do. */
  async readCard(name: string, card: string): Promise<void> {
    this.#read.set(name, (await this.#present(card)).cardToken);
  }

  /** A challenge that was told and not answered yet, the last one. */
  told(): string | undefined {
    return [...this.#sequences.values()].findLast((name) => this.#challenges.get(name)?.token);
  }

  /** A card token as `presentCard` would give it. */
  async #present(card: string) {
    const { now, ports } = this.world;
    const jkt = await thumbprintOf(this.#phone);
    const bound = { iat: now, exp: now + 600, cnf: { jkt }, sid: crypto.randomUUID() };
    const { embedding, model } = await ports.matcher.embedReference(new Uint8Array(9));
    const read = { consent: 'c', beganAt: now, ...identityOf(card), model, embedding: embedding! };
    const cardToken = await ports.tokens.make('card', { ...bound, jti: crypto.randomUUID(), ...read });
    return { bound, cardToken };
  }

  /** Has the visit's card take the authorisation it was given; false when there is none. */
  reset(name: string): boolean {
    const visit = this.#visits.get(name)!;
    if (visit.authorisation === null) return false;
    this.#resets.set(visit.card, ticketHashIn(visit.authorisation));
    visit.authorisation = null;
    return true;
  }

  /** The challenge of the reservation that a card was last reset for. */
  lastReset(card: string): string | null {
    const hash = this.#resets.get(card);
    const entry = [...this.#challenges].find(([, { made }]) => made?.ticketHash === hash);
    return hash === undefined ? null : entry![0];
  }

  /** Carries actions out at the same time; answers in the model's words, and the database in those of `stateOf`. */
  async act(actions: readonly Action[], crash: Crash | null): Promise<{ answers: string[]; found: string }> {
    this.#mortality.begin(crash);
    const replies = await Promise.all(actions.map((action) => this.#ask(action)));
    this.#mortality.begin(null);
    const rows = await readRows();
    this.#learn(rows);
    this.#learnSequences(rows, actions, replies);
    return {
      answers: replies.map((reply, index) => this.#wordsOf(actions[index]!, reply)),
      found: this.#found(rows),
    };
  }

  async #ask(action: Action): Promise<Record<string, unknown>> {
    const { name, key, token, message, frames } = this.#wire(action);
    const headers: Record<string, string> = frames ? {} : { 'Content-Type': 'application/json' };
    const body = frames ? formOf(message!) : JSON.stringify(message);
    const response = await send(this.world, name, { key, body, headers, ...(token ? { token } : {}) });
    return (await response.json()) as Record<string, unknown>;
  }

  #wire(action: Action): Wire {
    if (action.kind === 'ask')
      return { name: 'challengeLiveness', key: this.#phone, token: this.#read.get(action.challenge)! };
    if (action.kind === 'reserve' || action.kind === 'cancel') return this.#phoneWire(action);
    if (action.kind === 'complete') {
      const { card, ticketHash } = this.#receiptFor(action.challenge);
      const message = { ...completeOf(card, ticketHash), record: this.#records.get(ticketHash)! };
      return { name: 'complete', key: this.#kiosks[0]!.key, message };
    }
    const { kiosk, card, token } = this.#visits.get(action.visit)!;
    const messages = {
      claim: () => claimOf(card, this.#hashOf(action.kind === 'claim' ? action.used : null)),
      renew: () => ({}),
      authorise: () => authoriseOf(card),
      abort: () => ({ reason: 'idle' }),
      recover: () => {
        const named = action.kind === 'recover' ? action.challenge : null;
        const { receipt: status, ...rest } = completeOf(card, this.#hashOf(named));
        return { ...rest, status };
      },
    };
    return { name: action.kind, key: kiosk.key, token, message: messages[action.kind]() };
  }

  #phoneWire(action: Extract<Action, { kind: 'reserve' | 'cancel' }>): Wire {
    const { token, cardToken, made } = this.#challenges.get(action.challenge)!;
    if (action.kind === 'cancel') return { name: 'cancelReservation', key: this.#phone, token: made!.ticket };
    const message = { challenge: token, capturedAt: FRAMES.map((_, index) => index) };
    return { name: 'reserve', key: this.#phone, token: cardToken, message, frames: true };
  }

  #hashOf(challenge: string | null): string | null {
    return challenge === null ? null : this.#challenges.get(challenge)!.made!.ticketHash;
  }

  #receiptFor(challenge: string): { card: string; ticketHash: string } {
    const { ticketHash } = this.#challenges.get(challenge)!.made!;
    const [card] = [...this.#resets].find(([, hash]) => hash === ticketHash)!;
    return { card, ticketHash };
  }

  /** The answer in the model's words; an authorisation goes to the card's hand on the way. */
  #wordsOf(action: Action, reply: Record<string, unknown>): string {
    if (reply['code'] === 'internal') return 'lost';
    if (typeof reply['code'] === 'string') return reply['code'];
    if (action.kind === 'ask') return `ok ${this.#sequences.get(idIn(String(reply['challenge'])))}`;
    if (action.kind === 'renew' || action.kind === 'cancel') return 'ok';
    if (action.kind === 'abort') return `ok ${String(reply['outcome'])}`;
    if (reply['outcome'] === 'not-reset') return 'ok not-reset';
    if (action.kind === 'authorise') {
      const authorisation = String(reply['authorisation']);
      this.#visits.get(action.visit)!.authorisation = authorisation;
      this.#records.set(ticketHashIn(authorisation), String(reply['record']));
      return `ok ${this.#nameBy(({ made }) => made?.ticketHash === ticketHashIn(authorisation))}`;
    }
    if (action.kind === 'reserve') return `ok ${action.challenge}`;
    return `ok ${this.#nameBy(({ made }) => made?.id === reply['reservationId'])}`;
  }

  #nameBy(matches: (challenge: Challenge) => boolean): string {
    return [...this.#challenges].find(([, challenge]) => matches(challenge))?.[0] ?? 'of nobody';
  }

  /** A sequence that is not known yet was begun in this step, by who asked for its card: told, or lost on the way. */
  #learnSequences({ sequences }: Rows, actions: readonly Action[], replies: Record<string, unknown>[]): void {
    const asked = actions.flatMap((action, index) =>
      action.kind === 'ask' ? [{ ...action, told: replies[index]!['challenge'] }] : [],
    );
    const begin = (id: string, name: string, token: string) => {
      if (this.#sequences.has(id)) return;
      this.#sequences.set(id, name);
      const cardToken = this.#read.get(name)!;
      this.#challenges.set(name, { id, token, cardToken, made: null });
    };
    for (const { challenge, told } of asked) if (typeof told === 'string') begin(idIn(told), challenge, told);
    for (const { id, cert_id: certId } of sequences) {
      const ask = asked.find(({ card }) => identityOf(card).certId === certId);
      if (ask) begin(String(id), ask.challenge, '');
    }
  }

  /** Which reservation answers which challenge, from the memory of answered challenges. */
  #learn({ reservations, seen }: Rows): void {
    for (const challenge of this.#challenges.values()) {
      const answer = seen.find(({ id }) => id === challenge.id)?.['outcome'];
      const { reservationId } = JSON.parse(String(answer ?? '{}')) as { reservationId?: string };
      const row = reservations.find(({ id }) => id === reservationId);
      if (row) challenge.made = row as unknown as NonNullable<Challenge['made']>;
    }
  }

  #found({ reservations, seen, sequences }: Rows): string {
    const named = reservations.map(({ id, state, visit, from, until, authorisedAt, endedAt, audit }) => ({
      name: this.#nameBy(({ made }) => made?.id === id),
      state,
      lease: state === 'claimed' ? { visit: this.#visitOf(String(visit)), from, until } : null,
      authorisedAt,
      endedAt,
      audit,
    }));
    const progress = [...this.#challenges].map(([name, { id }]) => {
      const row = seen.find((candidate) => candidate['id'] === id);
      return [name, row ? (row['outcome'] === null ? row['taken_at'] : 'answered') : 'fresh'];
    });
    const open = sequences.map(({ id, cert_id: certId, answer_by: answerBy, replaced }) => [
      String(certId).slice(-1),
      { challenge: this.#sequences.get(String(id)), answerBy, replaced },
    ]);
    return JSON.stringify([named.sort((a, b) => (a.name < b.name ? -1 : 1)), progress.sort(), open.sort()]);
  }

  #visitOf(id: string): string {
    return [...this.#visits].find(([, visit]) => visit.id === id)?.[0] ?? 'of nobody';
  }
}
