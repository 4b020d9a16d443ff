import { restore } from '#clients/operator/commands/restore.ts';
import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { complete } from '#clients/sdk/step2.ts';
import { newPhone } from '../actors.ts';
import type { TestCard } from '../card.ts';
import { problemOf } from '../proven.ts';
import { copyOf } from '../restore/copy.ts';
import { act, restorable, revoke } from '../restore/service.ts';
import { Keyring } from '../rotation/keyring.ts';
import { database } from '../world.ts';
import { enrolled, insist, moment, type City } from './citizen.ts';

/** An operator's act while people walk, and what came of it, in words. */
export interface Act {
  name: string;
  run(city: City, around: Beside): Promise<string>;
}

/** What acts need beside the city. */
export interface Beside {
  /** Everybody's card. */
  cards: readonly TestCard[];
  /** Somebody at a kiosk who is watched. */
  patient: TestCard;
  /** Resolves when every journey that is under way now has ended. */
  arrived(): Promise<void>;
  /** How many kiosks are enrolled. */
  kiosks: number;
}

const putBack: Act = {
  name: 'restore a copy',
  async run(city) {
    const { fleet } = city;
    const copy = await copyOf(database);
    const before = city.journeys;
    while (city.journeys < before + 2) await moment();
    const service = restorable(fleet.isolate(), copy);
    city.restores += 1;
    await restore(
      {
        ...service,
        pause: async () => fleet.pause(true),
        resume: async () => fleet.pause(false),
      },
      'the copy',
    );
    return 'calls were refused meanwhile, and what the trail tells since was taken up';
  },
};

const rotateAll: Act = {
  name: 'rotate every ring',
  async run({ fleet }, { cards, arrived }) {
    for (const name of ['master', 'ticket', 'authority'] as const) {
      const ring = new Keyring(name);
      await fleet.deploy(await ring.publish());
      if (name === 'authority') for (const card of cards) card.profile.resetKeys.push(ring.newest);
      await fleet.deploy(ring.promote());
      await arrived();
      await fleet.seal();
      await fleet.deploy(ring.retire());
    }
    return 'publish, promote, retire: nine deployments';
  },
};

const CLOSED = ['phone-closed', 'kiosk-closed'];
/** So many people have to have met a closed door. */
const ENOUGH = 10;

const closeAndOpen: Act = {
  name: 'close, and open',
  async run({ fleet }) {
    const ordered = { seconds: 3_600, cuts: false, reason: 'emergency', note: null } as const;
    await act(fleet.isolate(), 'closeNow', { scope: 'both', ...ordered });
    const closed = () => CLOSED.reduce((sum, code) => sum + (fleet.failed.get(code) ?? 0), 0);
    while (closed() < ENOUGH) await moment();
    const { ended } = await act(fleet.isolate(), 'openNow', { scope: 'both' });
    return `visits under way went on; ${ended.length} closure ended`;
  },
};

const revokeInMidVisit: Act = {
  name: 'revoke a kiosk in mid-visit',
  async run(city, { patient }) {
    const [doomed, other] = [await enrolled(city), city.kiosks[0]!];
    const phone = await newPhone(city.fleet.around());
    const { ticket } = await insist(() => phone.reserve(patient));
    const visit = await doomed.claim(patient);
    await revoke(city.fleet.isolate(), doomed);
    const { code } = await problemOf(doomed.authorise(visit, patient));
    if (code !== 'kiosk-revoked') city.faults.push(`a revoked kiosk heard ${code}`);
    const again = await insist(() => other.claim(patient));
    const { authorisation, agreement } = await insist(() => other.authorise(again, patient));
    await complete(other.api, await patient.reset(authorisation, agreement));
    const { status } = await phone.api.call('getReservation', { token: ticket });
    if (status !== 'completed') city.faults.push(`${status} after a kiosk was revoked`);
    return 'it heard so at its next call, and the next kiosk went on at once';
  },
};

const enrolMany: Act = {
  name: 'enrol kiosks',
  async run({ fleet }, { kiosks }) {
    const place = { label: 'rehearsal', chain: null, store: null, prefecture: null };
    const began = performance.now();
    const { codes } = await act(fleet.isolate(), 'issueCodes', {
      places: Array.from({ length: kiosks }, () => place),
    });
    const issued = performance.now();
    const shown: string[] = [];
    for (const code of codes) {
      const { fetch, ports } = fleet.isolate();
      const key = await createDpopKey();
      const api = createApi({ origin: ports.settings.issuer, key, language: () => 'en', fetch });
      shown.push((await api.call('enrolKiosk', { message: { code } })).thumbprint);
    }
    const offered = performance.now();
    const { done } = await act(fleet.isolate(), 'confirmKiosks', { shown });
    const seconds = (issued - began + performance.now() - offered) / 1_000;
    return `${done.length}, two calls of the operator's in ${seconds.toFixed(1)} s`;
  },
};

const rollBack: Act = {
  name: 'deploy, and roll back',
  async run({ fleet }) {
    const before = fleet.isolate().ports.settings.minimumPage;
    await fleet.deploy({ KIOSK_MINIMUM_PAGE: '0.1.1' });
    await fleet.deploy({ KIOSK_MINIMUM_PAGE: before });
    return 'old and new answered by turns, with the keys of now';
  },
};

/** Everything that an operator does to a service in use. The restore first: what is copied here is a whole database. */
export const ACTS: readonly Act[] = [putBack, rotateAll, closeAndOpen, revokeInMidVisit, enrolMany, rollBack];
