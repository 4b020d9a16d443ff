import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PrinterCondition } from '../../reader.ts';
import { bridged, page } from '../../test/bridge-page.ts';
import { conditionOf, printer } from './printer.ts';

/** As `lpstat` of CUPS 2.4.2 prints it: recorded, from a printer whose backend says what state it is in. */
const told = (state: string, alerts: string) => `printer slip ${state}
	Form mounted:
	Content types: any
	Printer types: unknown
	Description: slip
	Alerts: ${alerts}
	Location: 
	Connection: direct
	On fault: no alert
`;
const IDLE = 'is idle.  enabled since Mon Nov 30 13:53:58 2026';
const DISABLED = 'disabled since Mon Nov 30 13:54:09 2026 -\n\tgone';

it.each<[string, string, PrinterCondition]>([
  [IDLE, 'none', 'ready'],
  [IDLE, 'media-low-warning', 'ready'],
  [IDLE, 'media-empty-error', 'paper-out'],
  [DISABLED, 'media-empty-error paused', 'paper-out'],
  [DISABLED, 'paused', 'fault'],
  [IDLE, 'cover-open', 'fault'],
  [IDLE, 'offline-report', 'fault'],
])('%s, alerts %s: %s', (state, alerts, condition) =>
  expect(conditionOf(told(state, alerts))).toBe(condition),
);

it('a page is told how the default printer is, and that there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaijo-printer-'));
  const [program, file] = [join(folder, 'lpstat'), join(folder, 'told')];
  const become = (destination: string, text: string) => {
    writeFileSync(file, text);
    writeFileSync(`${file}-d`, `${destination}\n`);
  };
  become('system default destination: slip', told(IDLE, 'none'));
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1" = -d ] && exec cat ${file}-d\n[ "$*" = '-l -p slip' ] && cat ${file}\n`,
  );
  chmodSync(program, 0o755);
  const { pairing } = await bridged({ printer: printer(() => undefined, { program, pause: 20 }) });
  const heard: PrinterCondition[] = [];
  const { reader, leave } = page(pairing);
  reader.watchPrinter((condition) => heard.push(condition));
  await expect.poll(() => heard).toEqual(['unknown', 'ready']);
  become('system default destination: slip', told(IDLE, 'media-empty-error'));
  await expect.poll(() => heard.at(-1)).toBe('paper-out');
  become('no system default destination', '');
  await expect.poll(() => heard.at(-1)).toBe('none');
  leave();
});
