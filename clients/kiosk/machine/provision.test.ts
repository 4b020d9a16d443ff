import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { policyFor } from './policy.ts';
import { nameMachine, takeProvision, type Places } from './provision.ts';
import { startPage } from './start-page.ts';

const TEMPLATE = readFileSync(new URL('tree/usr/share/kaijo/kiosk.conf', import.meta.url), 'utf8');
let places: Places;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'kaijo-provision-'));
  const at = (name: string) => join(folder, name);
  places = {
    provision: at('provision'),
    configuration: at('kiosk.conf'),
    state: at('state'),
    identity: [at('id')],
  };
  mkdirSync(places.state);
  writeFileSync(places.configuration, TEMPLATE);
});
const leave = (text: string): void => writeFileSync(places.provision, text);
const conf = (): string => readFileSync(places.configuration, 'utf8');
const given = (name: string): string => readFileSync(join(places.state, name), 'utf8').trim();

it('takes over origin and code, and deletes the file', async () => {
  leave('KAIJO_ORIGIN=https://shop.example\nKAIJO_CODE=ABCD-EFGH\n');
  expect(await takeProvision(places)).toBe('https://shop.example');
  expect(conf()).toBe(TEMPLATE.replace('KAIJO_ORIGIN=', 'KAIJO_ORIGIN=https://shop.example'));
  expect(given('code')).toBe('ABCD-EFGH');
  expect(statSync(join(places.state, 'code')).mode & 0o777).toBe(0o600);
  expect(existsSync(places.provision)).toBe(false);
  expect(await takeProvision(places)).toBeNull();
});
it('leaves an origin that an operator has set', async () => {
  const set = TEMPLATE.replace('KAIJO_ORIGIN=', 'KAIJO_ORIGIN=https://ours.example');
  writeFileSync(places.configuration, set);
  leave('KAIJO_ORIGIN=https://theirs.example\nKAIJO_CODE=ABCD\n');
  expect(await takeProvision(places)).toBeNull();
  expect(conf()).toBe(set);
});
it.each(['KAIJO_CODE=a code', 'KAIJO_ORIGIN=file:///etc', 'KAIJO_ORIGIN=https://a.example/$(x)'])(
  'keeps a file that is wrong, and says so: %s',
  async (text) => {
    leave(`${text}\n`);
    await expect(takeProvision(places)).rejects.toThrow(/is no (code|origin)$/);
    expect(existsSync(places.provision)).toBe(true);
    expect(conf()).toBe(TEMPLATE);
  },
);
it('names a machine always alike, and another one otherwise', async () => {
  const named = async (id: string) => {
    writeFileSync(places.identity[0]!, `${id}\n`);
    await nameMachine(places);
    return given('machine');
  };
  const first = await named('one');
  expect(first).toMatch(/^[\w-]{43}$/);
  expect([await named('one'), await named('two')]).toEqual([first, expect.not.stringMatching(first)]);
});
it('the policy lets the browser go where the page comes from, and nowhere else', () => {
  const { URLAllowlist, URLBlocklist, LoopbackNetworkAllowedForUrls } = policyFor('https://shop.example');
  expect(URLBlocklist).toEqual(['*']);
  expect(URLAllowlist).toEqual(['https://shop.example', 'file:///var/lib/kaijo/start.html']);
  expect(LoopbackNetworkAllowedForUrls).toEqual(['https://shop.example']);
});
it('no address ends the script of the start page', () => {
  expect(startPage('https://a.example/</script><script>x')).not.toMatch(/<\/script>.*<\/script>/s);
});
