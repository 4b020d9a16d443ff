import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { bridged, page } from '../../test/bridge-page.ts';
import { headphones, isPlugged } from './headphones.ts';

/** As `amixer` 1.2.8 prints the controls of a card: recorded, from one that is made up. */
const printed = (jack: string, front = 'off') => `numid=5,iface=CARD,name='Front Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=${front}
numid=2,iface=CARD,name='Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=${jack}
numid=3,iface=CARD,name='Headphone Phantom Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=4,iface=CARD,name='Headset Mic Phantom Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=1,iface=MIXER,name='Master Playback Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=on,on
`;

it('goes by the jacks that have a switch, and by nothing else that is on', () => {
  expect([printed('off'), printed('on'), printed('off', 'on'), ''].map(isPlugged)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe('a page', () => {
  let folder: string;
  let log: string[];
  const plug = (jack: 'on' | 'off') => writeFileSync(join(folder, 'contents'), printed(jack));
  const ears = (program = join(folder, 'amixer')) =>
    headphones((_, line) => void log.push(line), { folder, program, pause: 20 });
  const said = (pairing: Parameters<typeof page>[0]) => {
    const heard: boolean[] = [];
    const { reader, leave } = page(pairing);
    reader.watchHeadphones((plugged) => heard.push(plugged));
    return { heard, leave };
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kaijo-jack-'));
    log = [];
    mkdirSync(join(folder, 'controlC0'));
    writeFileSync(join(folder, 'amixer'), `#!/bin/sh\n[ "$2" = hw:0 ] && cat ${join(folder, 'contents')}\n`);
    chmodSync(join(folder, 'amixer'), 0o755);
    plug('off');
  });

  it('is told when headphones are plugged in, and when they are taken out', async () => {
    const { pairing } = await bridged({ headphones: ears() });
    const { heard, leave } = said(pairing);
    plug('on');
    await expect.poll(() => heard).toEqual([false, true]);
    plug('off');
    await expect.poll(() => heard).toEqual([false, true, false]);
    leave();
  });
  it('that comes later is told what is plugged in already', async () => {
    plug('on');
    const { pairing } = await bridged({ headphones: ears() });
    const first = said(pairing);
    await expect.poll(() => first.heard).toEqual([false, true]);
    first.leave();
    const second = said(pairing);
    await expect.poll(() => second.heard).toEqual([false, true]);
    second.leave();
  });
  it('hears nothing of a machine without the program, whose log says so once', async () => {
    const { pairing } = await bridged({ headphones: ears('/nowhere/amixer') });
    const { heard, leave } = said(pairing);
    await expect.poll(() => log).toHaveLength(1);
    await sleep(100);
    expect([heard, log]).toEqual([[false], [expect.stringContaining('headphones are not noticed')]]);
    leave();
  });
});
