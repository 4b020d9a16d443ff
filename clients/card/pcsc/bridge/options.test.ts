import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions, UnusableOption } from './options.ts';
import { openSecret } from './secret.ts';

describe('options of the bridge', () => {
  it('have defaults for a developer', () =>
    expect(readOptions([], {})).toEqual({
      port: 47_113,
      origins: ['http://127.0.0.1:8787'],
      pattern: '',
      secretFile: '.kaijo/bridge-secret',
      newSecret: false,
      pair: false,
      driver: null,
      headphones: false,
      printer: false,
      giveUp: null,
      print: null,
    }));
  it('come from the environment, and from the command line before it', () => {
    const env = {
      KAIJO_BRIDGE_PORT: '5000',
      KAIJO_BRIDGE_ORIGIN: 'https://a.example,https://b.example',
      KAIJO_BRIDGE_READER: 'ACME',
      KAIJO_BRIDGE_GIVE_UP: '10',
      STATE_DIRECTORY: '/var/lib/kaijo',
    };
    expect(readOptions([], env)).toMatchObject({
      port: 5000,
      origins: ['https://a.example', 'https://b.example'],
      pattern: 'ACME',
      secretFile: '/var/lib/kaijo/bridge-secret',
      giveUp: 600_000,
    });
    const flags = ['--port', '6000', '--origin', 'https://c.example', '--secret-file', 's', '--pair'];
    expect(readOptions(flags, { ...env, KAIJO_BRIDGE_SECRET_FILE: 't' })).toMatchObject({
      port: 6000,
      origins: ['https://c.example'],
      secretFile: 's',
      pair: true,
    });
  });
  it.each([
    ['--port', '0'],
    ['--port', 'x'],
    ['--give-up', '0'],
    ['--give-up', 'soon'],
    ['--origin', 'kaijo.example'],
    ['--origin', 'https://kaijo.example/kiosk/'],
    ['--origin', 'null'],
    ['--origin', '*'],
    ['--unheard-of'],
  ])('are refused with a sentence: %s %s', (...args) =>
    expect(() => readOptions(args.filter(Boolean), {})).toThrow(UnusableOption),
  );
});

describe('the pairing secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaijo-secret-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'state', 'secret');

  it('is made once, for its owner alone', async () => {
    const secret = await openSecret(path, false);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(path, 'utf8')).toBe(`${secret}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await openSecret(path, false)).toBe(secret);
  });
  it('is made anew when that is asked for', async () => {
    const before = await openSecret(path, false);
    expect(await openSecret(path, true)).not.toBe(before);
  });
  it('is not overwritten where the file holds something else', async () => {
    writeFileSync(path, 'something else');
    await expect(openSecret(path, false)).rejects.toThrow(UnusableOption);
    expect(readFileSync(path, 'utf8')).toBe('something else');
  });
});
