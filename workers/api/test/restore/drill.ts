import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { restore } from '#clients/operator/commands/restore.ts';
import { sealAudit } from '../../services/seal-audit.ts';
import { IN_ORDER } from '../actors.ts';
import { problemOf } from '../proven.ts';
import { Chance } from '../random.ts';
import { createWorld, database, emptyDatabase, rowsOf, type World } from '../world.ts';
import { copyOf, type Copy } from './copy.ts';
import { deliver, Walker, type Place } from './people.ts';
import { confirmedKiosk, restorable, revoke } from './service.ts';

/** What one drill came to. */
export interface Drilled {
  resets: number;
  revoked: number;
  /** As the trail's event of the restore has them. */
  lost: { reservations: number; charges: number };
  /** Completions that stand in the trail alone. */
  withoutRow: number;
  faults: string[];
}

const PEOPLE = 3;

/** People walk both steps while the database is copied at one moment and put back to that copy at a later one. */
export class Drill {
  readonly #chance: Chance;
  readonly #world: World;
  readonly #places: Place[] = [];
  readonly #walkers: Walker[] = [];
  /** Reservations whose cards were reset. */
  readonly #written: string[] = [];

  private constructor(world: World, chance: Chance) {
    [this.#world, this.#chance] = [world, chance];
  }

  /** @param journeys how many resets there are in all */
  static async run(seed: number, journeys: number): Promise<Drilled> {
    await emptyDatabase();
    const hours = { KIOSK_OPENS: '00:00', KIOSK_CLOSES: '23:59' };
    const drill = new Drill(await createWorld({ environment: hours }), new Chance(seed));
    return drill.#run(journeys);
  }

  async #run(journeys: number): Promise<Drilled> {
    for (let card = 0; card < PEOPLE; card++)
      this.#walkers.push(await Walker.create(this.#world, card, this.#chance));
    for (let kiosk = 0; kiosk < 3; kiosk++) await this.#enrol();
    const copied = this.#chance.below(journeys);
    const restored = copied + this.#chance.below(journeys - copied);
    await this.#until(copied);
    const copy = await copyOf(database);
    await this.#until(restored);
    await this.#restore(copy);
    await this.#until(journeys);
    return this.#end();
  }

  async #until(resets: number): Promise<void> {
    // A few requests more, so that a moment is as likely in the middle of a visit as after it.
    for (let more = this.#chance.below(8); this.#written.length < resets || more > 0; more--)
      await this.#tick();
  }

  async #tick(): Promise<void> {
    this.#world.now += this.#chance.below(20);
    const draw = this.#chance.draw();
    if (draw < 0.02) await sealAudit(this.#world.ports, this.#world.now);
    else if (draw < 0.03) await this.#revoke();
    else if (draw < 0.25) await deliver(this.#chance.pick(this.#places));
    else {
      const working = this.#places.filter(({ revoked }) => !revoked);
      const written = await this.#chance.pick(this.#walkers).step(working);
      if (written !== null) this.#written.push(written);
    }
  }

  async #enrol(): Promise<void> {
    const kiosk = await confirmedKiosk(this.#world);
    this.#places.push({ kiosk, outbox: [], revoked: false });
  }

  async #revoke(): Promise<void> {
    await this.#enrol();
    const place = this.#chance.pick(this.#places.filter(({ revoked }) => !revoked));
    place.revoked = true;
    await revoke(this.#world, place.kiosk);
  }

  /** While nobody is answered people and outboxes go on asking. */
  async #restore(copy: Copy): Promise<void> {
    const service = restorable(this.#world, copy);
    const asking = async () => {
      for (const place of this.#places) await deliver(place);
    };
    await restore(
      {
        ...service,
        turn: async () => void (await Promise.all([service.turn(), asking()])),
        putBack: async (to) => {
          await service.putBack(to);
          await asking();
        },
      },
      'the copy',
    );
  }

  async #end(): Promise<Drilled> {
    for (const place of this.#places)
      for (let tries = place.outbox.length; tries > 0; tries--) await deliver(place);
    await sealAudit(this.#world.ports, this.#world.now);
    const [event] = await rowsOf(`SELECT detail FROM audit_events WHERE kind = 'database-restored'`);
    const { reservations = 0, charges = 0 } = JSON.parse(String(event?.['detail'] ?? '{}')) as Record<
      string,
      number
    >;
    const alone = await rowsOf(`SELECT 1 FROM audit_events WHERE kind = 'completion-without-row'`);
    return {
      resets: this.#written.length,
      revoked: this.#places.filter(({ revoked }) => revoked).length,
      lost: { reservations, charges },
      withoutRow: alone.length,
      faults: [
        ...(await this.#workingThoughRevoked()),
        ...(await this.#notRecorded()),
        ...(await this.#contradictions()),
      ],
    };
  }

  async #workingThoughRevoked(): Promise<string[]> {
    const faults: string[] = [];
    for (const { kiosk, revoked } of this.#places) {
      const beat = kiosk.api.call('heartbeat', { message: IN_ORDER });
      const code = revoked ? (await problemOf(beat).catch(() => null))?.code : 'kiosk-revoked';
      if (code !== 'kiosk-revoked') faults.push(`kiosk ${kiosk.id} was revoked and works`);
      await beat.catch(() => undefined);
    }
    return faults;
  }

  async #notRecorded(): Promise<string[]> {
    const told = await rowsOf(`SELECT reservation_id AS id, count(*) AS times FROM audit_events
      WHERE kind IN ('reservation-completed', 'completion-without-row') GROUP BY reservation_id`);
    const times = new Map(told.map(({ id, times }) => [id, Number(times)]));
    const rows = await rowsOf('SELECT id, state FROM reservations');
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    const onCards = this.#walkers.reduce((sum, { resets }) => sum + resets, 0);
    return [
      ...this.#written.filter((id) => !times.has(id)).map((id) => `reset ${id} is not recorded`),
      ...this.#written
        .filter((id) => (states.get(id) ?? 'completed') !== 'completed')
        .map((id) => `reset ${id} is recorded as ${String(states.get(id))}`),
      ...[...times].filter(([, count]) => count > 1).map(([id]) => `${String(id)} was completed twice`),
      ...(times.size === onCards ? [] : [`${onCards} resets on the cards, ${times.size} in the trail`]),
      ...this.#places.filter(({ outbox }) => outbox.length > 0).map(() => 'a receipt was not taken'),
    ];
  }

  async #contradictions(): Promise<string[]> {
    const { ports, now } = this.#world;
    const keys = ports.tokens.jwks() as Parameters<typeof verifyService>[1];
    const verdict = await verifyService(localDatabase(database as never), keys, { now });
    return [verdict.fault, ...verdict.contradictions].flatMap((fault) =>
      fault ? [JSON.stringify(fault)] : [],
    );
  }
}
