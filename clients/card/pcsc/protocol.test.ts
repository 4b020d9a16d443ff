import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairingFragment, readPairing, takePairing, isProof, newNonce, prove } from './pairing.ts';
import { LIMITS, packApdu, readBridgeMessage, readPageMessage, unpackApdu } from './protocol.ts';

describe('control messages', () => {
  it('are null when they are anything else, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readPageMessage(text)).toBeNull();
        expect(readBridgeMessage(text)).toBeNull();
      }),
    );
  });
  it.each([
    '{"type":"open"}',
    '{"type":"open","id":0}',
    '{"type":"open","id":4294967296}',
    '{"type":"close","id":1}',
    '{"type":"hello","nonce":"short"}',
    '{"type":"done","id":1}',
  ])('of a page are not: %s', (text) => expect(readPageMessage(text)).toBeNull());
  it('are not read beyond their size', () => {
    const long = JSON.stringify({ type: 'open', id: 1, more: 'x'.repeat(LIMITS.text) });
    expect(readPageMessage('{"type":"open","id":1,"more":"x"}')).toEqual({ type: 'open', id: 1 });
    expect(readPageMessage(long)).toBeNull();
  });
});

describe('binary messages', () => {
  it('come apart as they were put together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), fc.uint8Array(), (id, bytes) => {
        expect(unpackApdu(packApdu(id, bytes))).toEqual({ id, bytes });
      }),
    );
  });
  it('without a number are none', () => {
    expect(unpackApdu(Uint8Array.of(0, 0, 1))).toBeNull();
    expect(unpackApdu(Uint8Array.of(0, 0, 0, 0, 0x90))).toBeNull();
  });
});

describe('a pairing', () => {
  const pairing = { port: 47_113, secret: newNonce() };
  it('comes out of its link', () => expect(readPairing(pairingFragment(pairing))).toEqual(pairing));
  it.each(['', '#', '#reader=1', '#reader=0.' + 'a'.repeat(43), '#reader=65536.' + 'a'.repeat(43)])(
    'is not in %s',
    (fragment) => expect(readPairing(fragment)).toBeNull(),
  );
  it('is taken out of the address', () => {
    const replaced: unknown[] = [];
    const location = { hash: pairingFragment(pairing), pathname: '/kiosk/', search: '?shuffle' };
    const history = { state: null, replaceState: (...args: unknown[]) => void replaced.push(args) };
    const page = { location, history } as unknown as Parameters<typeof takePairing>[0];
    expect(takePairing(page)).toEqual(pairing);
    expect(replaced).toEqual([[null, '', '/kiosk/?shuffle']]);
  });
});

describe('a proof of the pairing', () => {
  const nonces = { port: 47_113, page: newNonce(), bridge: newNonce() };
  const secret = newNonce();
  it('is good for one side, one secret, one port and one pair of nonces', async () => {
    const proof = await prove(secret, 'bridge', nonces);
    expect(await isProof(secret, 'bridge', nonces, proof)).toBe(true);
    expect(await isProof(secret, 'page', nonces, proof)).toBe(false);
    expect(await isProof(newNonce(), 'bridge', nonces, proof)).toBe(false);
    expect(await isProof(secret, 'bridge', { ...nonces, port: 47_114 }, proof)).toBe(false);
    expect(await isProof(secret, 'bridge', { ...nonces, page: newNonce() }, proof)).toBe(false);
  });
});
