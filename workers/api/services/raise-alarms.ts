import type { AlarmMessage, Threshold, ThresholdName } from '#schema/contract/thresholds.ts';
import { CLAIM_WITHIN, lookedAtSince, thresholdsAt } from '../domain/thresholds.ts';
import type { Ports } from '../ports/index.ts';

type Alarming = Pick<Ports, 'settings' | 'stepCounts' | 'alarms' | 'alarmWebhook' | 'log'>;

/**
 * Tells whoever is to be woken which thresholds were crossed, and which are well again. What was not taken is told again
 * by the next run; what was taken and could not be noted, too.
 */
export async function raiseAlarms(ports: Alarming, now: number): Promise<void> {
  const { stepCounts, alarms, alarmWebhook, log } = ports;
  if (!alarmWebhook) return;
  const told = new Set(await alarms.told());
  const thresholds = thresholdsAt(await stepCounts.since(lookedAtSince(now)), now);
  for (const threshold of thresholds.filter(({ name, crossed }) => crossed !== told.has(name))) {
    const message = messageOf(threshold, ports.settings.issuer, now);
    const { alarm, state } = message;
    const taken = await alarmWebhook(message);
    log({ at: now, alarm, state, taken });
    if (taken) await alarms.note(alarm, state, now);
  }
}

const WORDS: Readonly<Record<ThresholdName, string>> = {
  'claim-slow': `claims took ${CLAIM_WITHIN / 1_000} seconds or longer`,
  'step2-faults': 'calls of STEP 2 ended with a fault of ours (5xx)',
  'matcher-away': 'pictures met no matcher',
};

function messageOf({ name, crossed, ...counts }: Threshold, issuer: string, at: number): AlarmMessage {
  const state = crossed ? 'crossed' : 'well';
  const end = crossed ? 'workers/README.md, "Alarms"' : 'well again';
  const text = `${issuer}: ${counts.bad} of ${counts.asked} ${WORDS[name]}. ${name}: ${end}`;
  return { text, alarm: name, state, ...counts, issuer, at };
}
