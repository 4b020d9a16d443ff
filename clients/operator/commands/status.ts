import type { ServiceStatus } from '#schema/contract/operator-acts.ts';
import type { Threshold, ThresholdName } from '#schema/contract/thresholds.ts';
import { describeClosure } from './closures.ts';
import { instantInWords } from './times.ts';

/** Seconds after which the trail ought to be sealed: the cron runs every ten minutes. */
const SEAL_LATE = 1_200;

/** What somebody ought to look at, in words; empty when all is well. @param now the service's clock */
export function concernsOf(status: ServiceStatus, now: number): string[] {
  const { silent, kiosks, unsealed, unexplained, thresholds } = status;
  const more = kiosks.silent > silent.length ? ` and ${kiosks.silent - silent.length} more` : '';
  const told: [isSo: boolean, what: string][] = [
    [silent.length > 0, `kiosks not heard of for 50 minutes of opening time: ${silent.join(', ')}${more}`],
    [
      unsealed.oldest !== null && unsealed.oldest < now - SEAL_LATE,
      'the audit trail has not been sealed for 20 minutes: does the cron run?',
    ],
    ...thresholds.map((one): [boolean, string] => [
      one.crossed,
      `${inWords(one)}: workers/README.md, "Alarms"`,
    ]),
    ...unexplainedIn(unexplained),
  ];
  return told.filter(([isSo]) => isSo).map(([, what]) => what);
}

const unexplainedIn = ({ reservations, kiosks, events }: ServiceStatus['unexplained']) =>
  (
    [
      [reservations, 'live reservations that the audit trail does not explain'],
      [kiosks, 'kiosks in service that nobody confirmed by the audit trail'],
      [events, 'events of the last day that the service did not write'],
    ] as const
  ).map(([count, what]): [boolean, string] => [count > 0, `${count} ${what}: run audit verify`]);

/** What is bad of the calls that a threshold looks at. */
const BAD: Readonly<Record<ThresholdName, string>> = {
  'claim-slow': 'claims were slow',
  'step2-faults': 'calls of STEP 2 ended with a fault of ours',
  'matcher-away': 'pictures met no matcher',
};

const inWords = ({ name, bad, asked, allowed }: Threshold) =>
  `${name}: ${bad} of ${asked} ${BAD[name]}, ${allowed * 100} % are borne`;

/** A status in lines for a terminal. */
export function describeStatus(status: ServiceStatus, now: number): string[] {
  const { reservations, kiosks, lastDay, unsealed, silentByChain } = status;
  const day = Object.entries(lastDay).map(([kind, count]) => `${kind} ${count}`);
  const waiting = unsealed.oldest === null ? '' : `, the oldest of ${instantInWords(unsealed.oldest)}`;
  return [
    `now            ${instantInWords(now)}`,
    `reservations   ${reservations.live} live, ${reservations.atKiosk} of them at a kiosk now`,
    `last 24 hours  ${day.join(', ') || 'nothing happened'}`,
    `kiosks         ${kiosks.active} in service, ${kiosks.silent} of them silent; ${kiosks.pending} to be confirmed, ${kiosks.suspended} suspended`,
    ...silentByChain.map(
      ({ chain, silent, active }) => `silent         ${chain || 'without a chain'}: ${silent} of ${active}`,
    ),
    `face tries     ${status.waitingCards} cards have to wait for the next one`,
    ...status.thresholds.map((one) => `threshold      ${inWords(one)}`),
    `closures       ${status.closures.map(describeClosure).join('; ') || 'none planned'}`,
    `audit trail    ${unsealed.events} events to be sealed${waiting}`,
    ...concernsOf(status, now).map((concern) => `LOOK AT        ${concern}`),
  ];
}
