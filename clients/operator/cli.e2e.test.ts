import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { checkWords } from '#schema/contract/check-words.ts';
import { FUNNEL } from '#schema/contract/service-day.ts';
import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { runKaijo } from './test/run-kaijo.ts';

let system: LocalSystem;
let address: string;
beforeAll(async () => {
  const consolePort = await freePort();
  address = `http://127.0.0.1:${consolePort}`;
  system = await startLocalSystem({ consolePort });
});
afterAll(() => system.stop());

const kaijo = (words: readonly string[], { stdin = '', console = `${address}/`, heard = Infinity } = {}) =>
  runKaijo(words, { stdin, console, heard });

async function offer(code: string): Promise<string> {
  const api = createApi({ origin: system.origin, key: await createDpopKey(), language: () => 'en' });
  return (await api.call('enrolKiosk', { message: { code } })).thumbprint;
}

describe('kaijo', () => {
  it('enrols many kiosks: codes as CSV, check words through a pipe', async () => {
    const asked = 'label,chain,store,prefecture\nNaha 1,"Example, Ltd.",001,47\nNaha 2,,,\n';
    const codes = await kaijo(['kiosk', 'codes', '-'], { stdin: asked });
    expect(codes.out).toMatch(
      /^label,chain,store,prefecture,code\nNaha 1,"Example, Ltd.",001,47,[\w-]{19}\nNaha 2,,,,[\w-]{19}\n$/,
    );
    const shown: string[] = [];
    for (const line of codes.out.trim().split('\n').slice(1))
      shown.push(checkWords(await offer(line.split(',').at(-1)!)));
    const stdin = shown.join('\n');
    expect(await kaijo(['kiosk', 'confirm', '--from', '-'], { stdin })).toMatchObject({ status: 0, err: '' });
    const again = await kaijo(['kiosk', 'confirm', ...shown[0]!.split('-')]);
    expect([again.status, again.err]).toEqual([6, expect.stringContaining('not in a state for this')]);
    const listed = await kaijo(['kiosk', 'list', 'example', '--json']);
    expect(JSON.parse(listed.out)).toMatchObject({ label: 'Naha 1', prefecture: 47, state: 'active' });
    const hours = await kaijo(['kiosk', 'hours', '08:30', '17:00', '--chain', 'Example, Ltd.']);
    expect([hours.status, hours.out]).toEqual([0, expect.stringMatching(/^done {2}Naha 1 {2}[\w-]{43}\n$/)]);
    expect((await kaijo(['kiosk', 'list', 'Naha 1'])).out).toContain('08:30-17:00');
    expect((await kaijo(['kiosk', 'hours', 'none', '--chain', 'nobody'])).status).toBe(6);
    const trail = await kaijo(['audit', 'list']);
    expect(trail.out.match(/"kind":"kiosk-confirmed".*\\"actor\\":\\"local\\"/g)).toHaveLength(2);
  });

  it('says nothing where its reader has seen enough', async () => {
    const asked = Array.from({ length: 300 }, (_, n) => `Shop ${n},,,\n`).join('');
    const { status, err } = await kaijo(['kiosk', 'codes', '-'], {
      stdin: `label,chain,store,prefecture\n${asked}`,
      heard: 1,
    });
    expect([status, err]).toEqual([0, '']);
  });

  it('confirms a thousand kiosks in less than a minute', async () => {
    const thumbprints = Array.from({ length: 1_000 }, (_, n) => `${String(n).padStart(42, '0')}A`);
    await system.database
      .prepare(
        `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at)
          SELECT value, value, 'k', 'pending', 0 FROM json_each(?)`,
      )
      .bind(JSON.stringify(thumbprints))
      .run();
    const began = Date.now();
    const ran = await kaijo(['kiosk', 'confirm', '--from', '-'], { stdin: thumbprints.join('\n') });
    expect([ran.status, ran.out.match(/^done /gm)?.length]).toEqual([0, 1_000]);
    expect(Date.now() - began).toBeLessThan(60_000);
    await system.database.prepare("DELETE FROM kiosks WHERE label = 'k'").run();
  });

  it('closes, says until when, and opens, by the clock of the service', async () => {
    system.clock.moveTo(system.clock.now() + 40 * 86_400);
    const closed = JSON.parse((await kaijo(['close', 'now', 'phone', '--hours', '1', '--json'])).out) as {
      from: number;
    };
    expect(Math.abs(closed.from - system.clock.now())).toBeLessThan(60);
    expect((await kaijo(['closures', 'list'])).out).toMatch(/in Japan \(.*Z\).* phone, emergency\n$/);
    expect((await kaijo(['open', 'now'])).status).toBe(0);
    expect(await kaijo(['open', 'now'])).toMatchObject({ status: 6, out: '' });
  });

  it('says what a closure takes, and plans none that nobody agreed to', async () => {
    const at = (hours: number) => new Date((system.clock.now() + hours * 3_600) * 1_000).toISOString();
    const asked = await kaijo(['closures', 'plan', at(1), at(2)]);
    expect(asked).toMatchObject({ status: 2, out: '' });
    expect(asked.err).toMatch(/^0 live reservations lose 0 hours\n/);
    const long = await kaijo(['closures', 'plan', at(1), at(24 * 365), '--yes']);
    expect([long.status, long.err]).toEqual([6, expect.stringContaining('more than 72 hours')]);
    expect((await kaijo(['closures', 'plan', at(1), at(2), '--yes'])).status).toBe(0);
    expect((await kaijo(['closures', 'days', '2027-02-29', '--yes'])).err).toContain('not a day');
    expect((await kaijo(['closures', 'plan', at(1.5), at(3), '--yes'])).err).toContain('end it first');
  });

  it.each<[string, string[], number, RegExp]>([
    ['help', ['--help'], 0, /^$/],
    ['a number that is none', ['visit', 'ABCDEFGH'], 2, /not a support number/],
    ['a visit nobody knows', ['visit', 'acde', 'fhjk'], 6, /say --logs FILE/],
    ['a day that is none', ['funnel', 'tomorrow'], 2, /not a day: tomorrow \(today, yesterday\)/],
    ['help of a command', ['kiosk', 'confirm', '--help'], 0, /^$/],
    ['nothing', [], 2, /^npm run kaijo/],
    ['an option there is not', ['status', '--colour'], 2, /Unknown option '--colour'/],
    ['a missing argument', ['kiosk', 'confirm'], 2, /missing: the check words/],
    ['a prefecture that is none', ['kiosk', 'code', 'x', '--prefecture', '48'], 2, /not a prefecture/],
    ['a file there is not', ['kiosk', 'codes', '/nowhere'], 2, /no file \/nowhere/],
    ['an address that is none', ['audit', 'verify', 'here'], 2, /not an address/],
    ['an environment that is none', ['status', '--env', 'prodution'], 2, /no such environment: prodution/],
    [
      'a deployment of what is not filled in',
      ['deploy', '--env', 'staging', '--dry-run'],
      4,
      /BROKEN {2}ISSUER/,
    ],
    ['an origin where nothing is', ['audit', 'verify', 'http://127.0.0.1:1/'], 3, /1\/\.well-known\/jwks/],
  ])('answers %s with an exit status of its own and without a stack', async (_, words, status, said) => {
    const ran = await kaijo(words);
    expect([ran.status, ran.err]).toEqual([status, expect.stringMatching(said)]);
    expect(ran.out + ran.err).not.toMatch(/^ +at /m);
    expect(ran.out + ran.err).not.toContain('\u001B');
  });

  it('tells apart that nothing is there and that nobody is logged in', async () => {
    expect((await kaijo(['status'], { console: 'http://127.0.0.1:1' })).status).toBe(3);
    for (const answer of [302, 403]) {
      const gate = createServer((_, response) => response.writeHead(answer, { Location: '/login' }).end());
      await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
      const { port } = gate.address() as AddressInfo;
      expect((await kaijo(['status'], { console: `http://127.0.0.1:${port}` })).status).toBe(5);
      gate.close();
    }
    expect((await kaijo(['status'], { console: system.origin })).status).toBe(3);
  });

  it('tells the way of a day, in tens', async () => {
    const { status, out } = await kaijo(['funnel', 'yesterday']);
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/^call +done +refused\nopenSession +fewer than 10 +nothing/),
    ]);
    expect((await kaijo(['funnel', '--json'])).out.trim().split('\n')).toHaveLength(FUNNEL.length);
  });

  it('says how the service is, for people and for machines', async () => {
    await system.cron();
    const { status, out } = await kaijo(['status', '--json']);
    expect(JSON.parse(out)).toMatchObject({ kiosks: { pending: 0 }, unsealed: { events: 0 } });
    // The clock went forty days on: the kiosks are silent.
    expect(status).toBe(4);
  });
});
