import { describe, expect, it } from 'vitest';
import type { ServiceStatus } from '#schema/contract/operator-acts.ts';
import { concernsOf, describeStatus } from './status.ts';

const NOW = 1_800_000_000;
const calm: ServiceStatus = {
  reservations: { live: 0, atKiosk: 0 },
  lastDay: {},
  kiosks: { active: 0, pending: 0, suspended: 0, silent: 0 },
  silentByChain: [],
  silent: [],
  waitingCards: 0,
  closures: [],
  thresholds: [],
  unsealed: { events: 0, oldest: null },
  unexplained: { reservations: 0, kiosks: 0, events: 0 },
};

describe('the status of the service', () => {
  it('of one that nobody used yet says that nothing is wrong', () => {
    expect(concernsOf(calm, NOW)).toEqual([]);
    expect(describeStatus(calm, NOW).join('\n')).toContain('nothing happened');
  });
  it('names kiosks that are silent, and counts them by chain', () => {
    const kiosks = { active: 5, pending: 1, suspended: 1, silent: 3 };
    const silentByChain = [{ chain: 'Example', silent: 3, active: 4 }];
    const quiet = { ...calm, kiosks, silent: ['a', 'b'], silentByChain };
    expect(concernsOf(quiet, NOW)).toEqual([
      'kiosks not heard of for 50 minutes of opening time: a, b and 1 more',
    ]);
    expect(describeStatus(quiet, NOW).join('\n')).toContain('silent         Example: 3 of 4');
  });
  it('names a threshold that is crossed, and shows the others', () => {
    const slow = { name: 'claim-slow', asked: 40, bad: 3, allowed: 0.05, crossed: true } as const;
    const away = { name: 'matcher-away', asked: 40, bad: 0, allowed: 0.01, crossed: false } as const;
    const status = { ...calm, thresholds: [slow, away] };
    expect(concernsOf(status, NOW)).toEqual([
      'claim-slow: 3 of 40 claims were slow, 5 % are borne: workers/README.md, "Alarms"',
    ]);
    expect(describeStatus(status, NOW)).toContain(
      'threshold      matcher-away: 0 of 40 pictures met no matcher, 1 % are borne',
    );
  });
  it('says when the trail is not sealed any more', () => {
    const at = (oldest: number) => concernsOf({ ...calm, unsealed: { events: 1, oldest } }, NOW);
    expect(at(NOW - 1_200)).toEqual([]);
    expect(at(NOW - 1_201)).toEqual([expect.stringMatching(/cron/)]);
  });
  it('names what the trail does not explain', () => {
    const unexplained = { reservations: 1, kiosks: 1, events: 1 };
    expect(concernsOf({ ...calm, unexplained }, NOW)).toEqual([
      '1 live reservations that the audit trail does not explain: run audit verify',
      '1 kiosks in service that nobody confirmed by the audit trail: run audit verify',
      '1 events of the last day that the service did not write: run audit verify',
    ]);
    expect(describeStatus({ ...calm, unexplained }, NOW).at(-1)).toMatch(/^LOOK AT/);
  });
  it('shows closures in Japan time beside UTC', () => {
    const common = { id: 'c', scope: 'kiosk', cuts: true, reason: 'emergency', note: null } as const;
    const closures = [{ ...common, from: NOW, until: NOW + 3_600 }];
    expect(describeStatus({ ...calm, closures }, NOW).join('\n')).toContain(
      'c  2027-01-15 17:00 in Japan (2027-01-15T08:00Z) until 2027-01-15 18:00 in Japan (2027-01-15T09:00Z)  kiosk, emergency, cuts visits',
    );
  });
});
