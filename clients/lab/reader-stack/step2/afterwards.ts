import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { toHex, ascii } from '#schema/contract/card.ts';
import { NEW_PASSWORD, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { inPlace, seenFromHere } from '../place.ts';
import type { Lines } from './refusals.ts';

const run = promisify(execFile);

/** What is left when the kiosk is done. */
export const AFTERWARDS: Lines = {
  'OpenSC signs with the new password, and OpenSSL verifies': async ({ desk, kiosk }) => {
    await kiosk.release();
    const folder = mkdtempSync(seenFromHere(join(tmpdir(), 'kaijo-after-')));
    const [data, signature, key] = ['data', 'sig', 'pub'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    try {
      writeFileSync(data, 'after the reset');
      const certificate = new X509Certificate(fromBase64url(desk.issued.profile.certificates.signature!));
      writeFileSync(key, certificate.publicKey.export({ type: 'spki', format: 'pem' }));
      const token = ['--module', 'opensc-pkcs11.so', '--token-label', 'JPKI (Digital Signature PIN)'];
      const how = ['--login', '--pin', NEW_PASSWORD, '--sign', '--id', '02', '-m', 'SHA256-RSA-PKCS'];
      const there = join(tmpdir(), basename(folder));
      const files = ['-i', join(there, 'data'), '-o', join(there, 'sig')];
      const [tool, ...args] = inPlace('pkcs11-tool', ...token, ...how, ...files);
      await run(tool, args);
      const { stdout } = await run('openssl', [
        'dgst',
        '-sha256',
        '-verify',
        key,
        '-signature',
        signature,
        data,
      ]);
      assert.equal(stdout, 'Verified OK\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },

  'nothing the bridge printed holds a PIN, a password or an APDU': async ({ bridge }) => {
    const lines = new Set(bridge.output.split('\n').filter((line) => line !== ''));
    const known =
      /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z (?:INFO|WARN) )?(bridge [\d.]+ on 127\.0\.0\.1:\d+ for \S+|to pair a page, open once: \S+|reader: [a-z-]+|a page is connected|the page is gone|refused a page: another page is connected)$/;
    for (const line of lines) assert.match(line, known);
    for (const secret of [PIN, PASSWORD, NEW_PASSWORD]) {
      for (const form of [secret, toHex(ascii(secret)), Buffer.from(secret).toString('base64')]) {
        // The link holds a random secret, in which four digits may occur by chance.
        for (const line of lines)
          assert.ok(line.startsWith('to pair') || !line.includes(form), 'a secret in a log line');
      }
    }
  },
};
