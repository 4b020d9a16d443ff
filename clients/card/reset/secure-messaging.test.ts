import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '#schema/contract/bytes.ts';
import { ascii, copyOf, fromHex, toHex, type Octets } from '#schema/contract/card.ts';
import file from '#schema/contract/vectors.json' with { type: 'json' };
import { parseCommand } from '#clients/lab/card/apdu.ts';
import { encodeCommand, type Command } from '../apdu/command.ts';
import { agree, deriveChannelKeys } from './key-agreement.ts';
import { pad, SecureMessaging, SecureMessagingError, unpad } from './secure-messaging.ts';

/** As clients/card/README.md has it, "VC-RESET": private keys 11×32 and 22×32, r 33×16. */
const { kioskKey, cardKey, z, kenc: enc, kmac: mac, r } = file.vectors.keyAgreement;
const { command, refusal: response } = file.vectors.secureMessaging;
const VECTOR = { kioskKey, cardKey, z, enc, mac, command, response };
const R = fromHex(r);

const privateKey = (scalar: number, point: string): Promise<CryptoKey> => {
  const [x, y] = [fromHex(point.slice(2, 66)), fromHex(point.slice(66))].map(toBase64url);
  const d = toBase64url(new Uint8Array(32).fill(scalar));
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d };
  return crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
};

const keys = () => ({ enc: fromHex(VECTOR.enc), mac: fromHex(VECTOR.mac) });
const bothSides = () => ({ kiosk: new SecureMessaging(keys()), card: new SecureMessaging(keys()) });
const resetCommand = (data: Octets): Command => ({
  name: 'any',
  cla: 0,
  ins: 0x2c,
  p1: 0x02,
  p2: 0x9b,
  data,
});
const received = (command: Command): Command => ({
  name: '',
  ...parseCommand(encodeCommand(command))!,
  le: 256,
});

describe('the published test vector', () => {
  it('gives the same shared secret from both sides', async () => {
    const fromKiosk = await agree(await privateKey(0x11, VECTOR.kioskKey), fromHex(VECTOR.cardKey));
    const fromCard = await agree(await privateKey(0x22, VECTOR.cardKey), fromHex(VECTOR.kioskKey));
    expect([toHex(fromKiosk), toHex(fromCard)]).toEqual([VECTOR.z, VECTOR.z]);
  });

  it('gives the channel keys, and overwrites the shared secret', async () => {
    const z = fromHex(VECTOR.z);
    const { enc, mac } = await deriveChannelKeys(z, R);
    expect([toHex(enc), toHex(mac)]).toEqual([VECTOR.enc, VECTOR.mac]);
    expect(z.every((byte) => byte === 0)).toBe(true);
  });

  it('gives the first command and the first response', () => {
    const { kiosk, card } = bothSides();
    const command = kiosk.protect(resetCommand(ascii('NEWPW123')));
    expect(toHex(encodeCommand(command))).toBe(VECTOR.command);
    expect(String.fromCharCode(...card.open(received(command)))).toBe('NEWPW123');
    const { data, sw } = card.seal({ data: new Uint8Array(), sw: 0x6982 });
    expect(toHex(data) + sw.toString(16)).toBe(VECTOR.response);
    expect(kiosk.unprotect({ data, sw })).toEqual({ data: new Uint8Array(), sw: 0x6982 });
  });
});

describe('secure messaging', () => {
  const data = fc.uint8Array({ minLength: 1, maxLength: 220 });

  it('carries any dialogue', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(data, fc.uint8Array({ maxLength: 200 })), { maxLength: 5 }), (turns) => {
        const { kiosk, card } = bothSides();
        for (const [said, answered] of turns) {
          const command = kiosk.protect(resetCommand(copyOf(said)));
          expect(toHex(card.open(received(command)))).toBe(toHex(said));
          const reply = kiosk.unprotect(card.seal({ data: copyOf(answered), sw: 0x9000 }));
          expect(toHex(reply.data)).toBe(toHex(answered));
        }
      }),
    );
  });

  it('notices any changed bit of a command, and ends', () => {
    fc.assert(
      fc.property(data, fc.nat(), fc.integer({ min: 0, max: 7 }), (said, at, bit) => {
        const { kiosk, card } = bothSides();
        const command = kiosk.protect(resetCommand(copyOf(said)));
        const changed = copyOf(command.data!);
        changed[at % changed.length]! ^= 1 << bit;
        expect(() => card.open(received({ ...command, data: changed }))).toThrow(SecureMessagingError);
        expect(card.alive).toBe(false);
      }),
    );
  });

  it('notices any changed bit of a response, and ends', () => {
    fc.assert(
      fc.property(data, fc.nat(), fc.integer({ min: 0, max: 7 }), (answered, at, bit) => {
        const { kiosk, card } = bothSides();
        card.open(received(kiosk.protect(resetCommand(ascii('X')))));
        const reply = card.seal({ data: copyOf(answered), sw: 0x9000 });
        const changed = copyOf(reply.data);
        changed[at % changed.length]! ^= 1 << bit;
        expect(() => kiosk.unprotect({ ...reply, data: changed })).toThrow(SecureMessagingError);
        expect(kiosk.alive).toBe(false);
      }),
    );
  });

  it.each(['ins', 'p1', 'p2'] as const)('notices another %s', (field) => {
    const { kiosk, card } = bothSides();
    const command = kiosk.protect(resetCommand(ascii('X')));
    expect(() => card.open({ ...command, [field]: command[field] ^ 1 })).toThrow(/6988/);
  });

  it('takes no command twice and none out of order', () => {
    const { kiosk, card } = bothSides();
    const first = kiosk.protect(resetCommand(ascii('FIRST')));
    card.open(first);
    card.seal({ data: new Uint8Array(), sw: 0x9000 });
    expect(() => card.open(first)).toThrow(/6988/);
    const other = bothSides();
    other.kiosk.protect(resetCommand(ascii('LOST')));
    expect(() => other.card.open(other.kiosk.protect(resetCommand(ascii('LATE'))))).toThrow(/6988/);
  });

  it('says 6987 where the MAC is missing, and 6882 after the end', () => {
    const { kiosk, card } = bothSides();
    const command = kiosk.protect(resetCommand(ascii('X')));
    const bare = copyOf(command.data!).slice(0, -10);
    expect(() => card.open({ ...command, data: bare })).toThrow(/6987/);
    expect(() => card.open(command)).toThrow(/6882/);
    expect(() => card.seal({ data: new Uint8Array(), sw: 0x9000 })).toThrow(/6882/);
  });

  it('overwrites its keys at the end', () => {
    const own = keys();
    new SecureMessaging(own).destroy();
    expect([...own.enc, ...own.mac].every((byte) => byte === 0)).toBe(true);
  });
});

describe('padding', () => {
  it('comes off as it went on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const padded = pad(bytes);
        expect(padded.length % 16).toBe(0);
        expect(toHex(unpad(padded)!)).toBe(toHex(bytes));
      }),
    );
  });

  it.each(['00'.repeat(16), `80${'00'.repeat(16)}`, 'ff'.repeat(16), ''])('is missed in %s', (bytes) => {
    expect(unpad(fromHex(bytes))).toBeUndefined();
  });
});
