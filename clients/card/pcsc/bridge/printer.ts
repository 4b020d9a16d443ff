import type { PrinterCondition } from '../../reader.ts';
import { Looked, printed } from './looked.ts';
import type { Log } from './server.ts';

const CUPS = { program: 'lpstat', pause: 2_000 };

/** How the printer is that the browser prints to, the default one of CUPS: a browser cannot tell. */
export function printer(log: Log, cups: Partial<typeof CUPS> = {}): Looked<PrinterCondition> {
  const { program, pause } = { ...CUPS, ...cups };
  return new Looked({
    first: 'unknown',
    pause,
    failed: (why) => log('warn', `nobody knows how the printer is: ${why}`),
    async look() {
      const [, name] = /^system default destination: (\S+)$/m.exec(await printed(program, '-d')) ?? [];
      return name === undefined ? 'none' : conditionOf(await printed(program, '-l', '-p', name));
    },
  });
}

/** As `lpstat -l -p` tells it: its state, and what it gives alarm about (RFC 8011, `printer-state-reasons`). */
export function conditionOf(told: string): PrinterCondition {
  const [, alerts = ''] = /^\s*Alerts: (.*)$/m.exec(told) ?? [];
  if (/\bmedia-(empty|needed)\b/.test(alerts)) return 'paper-out';
  const stands = /^printer \S+ disabled /m.test(told);
  return stands || /\b(\S+-error|offline|paused|cover-open|door-open|media-jam)\b/.test(alerts)
    ? 'fault'
    : 'ready';
}
