import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPairing } from '../pairing.ts';
import { failing, ORIGIN, paired } from '../../test/bridge-page.ts';
import { DriverReader, type Driver } from './driver-reader.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ok = Uint8Array.of(0x90, 0);
const select = Uint8Array.of(0, 0xa4, 4, 0);

/** A library that the test tells what to say. */
function library() {
  const did: string[] = [];
  const said = {
    answer: async () => ok as Uint8Array,
    changed: (_: 'reader-lost' | 'empty' | 'present') => undefined as void,
  };
  const driver: Driver = {
    watch: (changed) => {
      said.changed = changed;
      return () => undefined;
    },
    connect: async () => void did.push('connect'),
    exchange: () => said.answer(),
    disconnect: async () => void did.push('disconnect'),
  };
  return { driver, did, said };
}

describe("a maker's own library", () => {
  it('is a reader: one card at a time, powered down when it is given back', async () => {
    const { driver, did, said } = library();
    const reader = new DriverReader(driver);
    expect(await failing(reader.open())).toBe('reader-lost');
    said.changed('empty');
    expect(await failing(reader.open())).toBe('no-card');
    said.changed('present');
    const transport = await reader.open();
    expect(await failing(reader.open())).toBe('reader-busy');
    expect(await transport.transceive(select)).toEqual(ok);
    await transport.close({ reset: false });
    await reader.open();
    expect(did).toEqual(['connect', 'disconnect', 'connect']);
  });
  it.each([
    ['empty', 'card-removed'],
    ['reader-lost', 'reader-lost'],
    ['present', 'link-lost'],
  ] as const)('no answer, and then %s: %s', async (state, code) => {
    const { driver, said } = library();
    const reader = new DriverReader(driver);
    said.changed('present');
    const transport = await reader.open();
    said.changed(state);
    said.answer = async () => new Uint8Array(1);
    expect(await failing(transport.transceive(select))).toBe(code);
    said.answer = () => Promise.reject(new Error('USB'));
    expect(await failing(transport.transceive(select))).toBe(code);
  });
  it('is not talked to any more once its card was swapped between two commands', async () => {
    const { driver, said } = library();
    const reader = new DriverReader(driver);
    said.changed('present');
    const transport = await reader.open();
    said.changed('empty');
    said.changed('present');
    expect(await failing(transport.transceive(select))).toBe('card-removed');
    await transport.close({ reset: true });
    expect(await (await reader.open()).transceive(select)).toEqual(ok);
  });
  it('is served by the bridge from a module of its own: --driver', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaijo-driver-'));
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const args = [
      '--driver',
      here('../../test/acme.ts'),
      '--origin',
      ORIGIN,
      '--port',
      String(port),
      '--pair',
    ];
    const child = spawn(process.execPath, [
      here('../bridge/main.ts'),
      ...args,
      '--secret-file',
      join(folder, 'secret'),
    ]);
    try {
      const link = await new Promise<string>((resolve) => {
        let out = '';
        child.stdout.on('data', (chunk) => {
          out += String(chunk);
          const found = /#\S+/.exec(out);
          if (found) resolve(found[0]);
        });
      });
      const transport = await paired(readPairing(link)).reader.open();
      expect(await transport.transceive(select)).toEqual(ok);
    } finally {
      child.kill();
      rmSync(folder, { recursive: true });
    }
  });
});
