import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkWords } from '#schema/contract/check-words.ts';
import { bridged, paired } from '../../test/bridge-page.ts';
import { Host } from './host.ts';

const KEY = 'A'.repeat(43);
const OTHER = 'B'.repeat(43);

let folder: string;
let log: string[];
let host: Host;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), `${text}\n`);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaijo-host-'));
  log = [];
  host = new Host(folder, (_, line) => void log.push(line));
});

describe('a machine that was given a code', () => {
  it.each(['pending', 'refused', 'active'] as const)(
    'keeps it until the service has answered: %s',
    async (standing) => {
      write('code', 'AAAA-BBBB');
      for (const _ of [1, 2])
        expect(await host.meet({ thumbprint: KEY, standing: 'unknown' })).toEqual({ code: 'AAAA-BBBB' });
      expect(await host.meet({ thumbprint: KEY, standing })).toEqual({});
      expect(existsSync(join(folder, 'code'))).toBe(false);
      expect(await host.meet({ thumbprint: KEY, standing: 'unknown' })).toEqual({});
    },
  );
});

describe('the log', () => {
  it('has the check words of the kiosk, once for each standing, and no code', async () => {
    write('code', 'AAAA-BBBB');
    for (const standing of ['unknown', 'pending', 'pending', 'active'] as const)
      await host.meet({ thumbprint: KEY, standing });
    const words = checkWords(KEY);
    expect(log).toEqual(
      ['unknown', 'pending', 'active'].map((said) => `kiosk ${said}, check words ${words}`),
    );
  });
});

describe('a copied disk', () => {
  it('is told apart by the machine, and its kiosk makes a key of its own', async () => {
    write('machine', 'here');
    expect(await host.meet({ thumbprint: KEY, standing: 'active' })).toEqual({});
    write('machine', 'there');
    const copied = new Host(folder, () => undefined);
    expect(await copied.meet({ thumbprint: KEY, standing: 'active' })).toEqual({ renew: true });
    expect(await copied.meet({ thumbprint: OTHER, standing: 'unknown' })).toEqual({});
    expect(readFileSync(join(folder, 'kiosk'), 'utf8')).toBe(`${OTHER} there\n`);
  });
  it('is no matter where the machine has no name', async () => {
    for (const thumbprint of [KEY, OTHER, KEY])
      expect(await host.meet({ thumbprint, standing: 'active' })).toEqual({});
  });
});

describe('over the bridge', () => {
  it('a page says who it is and hears what there is for it', async () => {
    write('code', 'AAAA-BBBB');
    const { pairing } = await bridged({ host });
    const { reader } = paired(pairing);
    expect(await reader.introduce({ thumbprint: KEY, standing: 'unknown' })).toEqual({ code: 'AAAA-BBBB' });
    expect(await reader.introduce({ thumbprint: KEY, standing: 'pending' })).toEqual({});
  });
  it('a bridge that does not ask is told nothing, and goes on', async () => {
    const { pairing } = await bridged();
    const { reader, states, reach } = paired(pairing);
    await reach('empty');
    expect(await reader.introduce({ thumbprint: KEY, standing: 'active' })).toBeNull();
    expect(states).toEqual(['unknown', 'empty']);
  });
  it('a page that was not paired waits for nobody', async () => {
    expect(await paired(null).reader.introduce({ thumbprint: KEY, standing: 'active' })).toBeNull();
  });
  it('a page that is paired anew finds its bridge, and one that has it keeps the connection', async () => {
    const { pairing, log: said } = await bridged();
    const { reader, reach } = paired({ ...pairing, secret: KEY });
    await reach('bridge-refused');
    reader.pair(pairing);
    await reach('empty');
    reader.pair({ ...pairing, secret: OTHER });
    expect(await reader.introduce({ thumbprint: KEY, standing: 'active' })).toBeNull();
    expect(said.filter((line) => line === 'the page is gone')).toEqual([]);
  });
});
