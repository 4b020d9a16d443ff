import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Card } from '../card.ts';
import { selectJpki } from '../applets/jpki.ts';
import type { Reader } from '../reader.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { BridgeReader } from './client.ts';
import type { Socket } from './link.ts';
import { newNonce, prove } from './pairing.ts';
import { CLOSE, LIMITS, SUBPROTOCOL } from './protocol.ts';
import { bridge, bridged, failing, impostor, page, paired, stranger } from '../test/bridge-page.ts';

let issued: PersonalisedCard;
beforeAll(async () => {
  issued = await (await openLab()).issue();
});
const card = () => new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });

const select = Uint8Array.of(0, 0xa4, 4, 0x0c, 1, 0xd3);

describe('what is lost', () => {
  it('a card pulled in the middle of a command is card-removed, and every command after it', async () => {
    const { reader, pairing } = await bridged();
    const slow = card();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: finish, resolve } = Promise.withResolvers<void>();
    const process = slow.process.bind(slow);
    slow.process = async (apdu) => {
      arrive();
      await finish;
      return process(apdu);
    };
    reader.insert(slow);
    const { reader: bridgeReader, reach } = paired(pairing);
    const transport = await bridgeReader.open();
    const answer = failing(transport.transceive(select));
    await arrived;
    await reader.remove();
    resolve();
    expect(await answer).toBe('card-removed');
    expect(await failing(transport.transceive(select))).toBe('card-removed');
    await transport.close({ reset: true });
    await reach('empty');
    reader.insert(card());
    await reach('present');
    await selectJpki(new Card(await bridgeReader.open()));
  });
  it('a card that answers nothing is link-lost', async () => {
    const mute = card();
    mute.process = async () => new Uint8Array(1);
    const { reader, pairing } = await bridged();
    reader.insert(mute);
    const transport = await paired(pairing).reader.open();
    expect(await failing(transport.transceive(select))).toBe('link-lost');
  });
  it('a bridge that ends is bridge-lost, and found again when it is back', async () => {
    const first = await bridge();
    first.reader.insert(card());
    const { reader, reach, states } = paired(first.pairing);
    const transport = await reader.open();
    await first.running.close();
    expect(await failing(transport.transceive(select))).toBe('bridge-lost');
    await reach('bridge-lost');
    expect(await failing(reader.open())).toBe('bridge-lost');
    const second = await bridged(first.pairing);
    second.reader.insert(card());
    await reach('present');
    await selectJpki(new Card(await reader.open()));
    expect(states).toEqual(['unknown', 'present', 'bridge-lost', 'present']);
  });
  it('a bridge that no longer answers is bridge-lost too', async () => {
    const stuck: Reader = {
      watch: (tell) => (tell('present'), () => undefined),
      open: () => new Promise(() => undefined),
    };
    const { pairing } = await bridged({
      reader: { ...stuck, watch: (tell) => (tell('present'), () => undefined) },
    });
    const { reader } = paired(pairing, { timing: { answer: 100 } });
    expect(await failing(reader.open())).toBe('bridge-lost');
  });
  it('a bridge whose process hangs is bridge-lost: its ping is not answered', async () => {
    const secret = newNonce();
    const port = await impostor(async (socket, text) => {
      const { type, nonce } = JSON.parse(text);
      const nonces = { port, page: nonce, bridge: newNonce() };
      if (type === 'proof') socket.send('{"type":"state","state":"empty"}');
      if (type === 'hello')
        socket.send(
          JSON.stringify({
            type: 'challenge',
            nonce: nonces.bridge,
            proof: await prove(secret, 'bridge', nonces),
          }),
        );
    });
    const { reach, states } = paired({ port, secret }, { timing: { ping: 50, handshake: 60_000 } });
    await reach('empty');
    await reach('bridge-lost');
    expect(states.slice(0, 3)).toEqual(['unknown', 'empty', 'bridge-lost']);
  });
  it('a page that no longer answers is let go', async () => {
    const { pairing, log } = await bridged({ timing: { handshake: 1_000, alive: 30 } });
    const { socket, opened, closed } = stranger(pairing);
    await opened;
    const nonce = newNonce();
    socket.send(JSON.stringify({ type: 'hello', nonce }));
    const [data] = await once(socket, 'message');
    const nonces = { port: pairing.port, page: nonce, bridge: JSON.parse(String(data)).nonce };
    socket.send(JSON.stringify({ type: 'proof', proof: await prove(pairing.secret, 'page', nonces) }));
    await once(socket, 'message');
    socket.pause();
    expect(await new Promise((resolve) => setTimeout(() => resolve(log.at(-1)), 200))).toBe(
      'the page is gone',
    );
    socket.resume();
    expect(await closed).toBe(1006);
  });
  it('a page that hangs while its browser still answers is let go, and one that pings is not', async () => {
    const { pairing, log } = await bridged({ timing: { alive: 250, silence: 600 } });
    const lively = page(pairing, { timing: { ping: 100 } });
    await lively.reach('empty');
    await sleep(1_200);
    expect(log).toEqual(['a page is connected']);
    lively.leave();
    const hung = paired(pairing, { timing: { ping: 60_000 } });
    await hung.reach('empty');
    expect(await Promise.race([hung.reach('bridge-lost'), sleep(5_000, 'still there')])).toBeUndefined();
    const left = () => log.filter((line) => line === 'the page is gone').length;
    await expect.poll(left).toBeGreaterThan(1);
  });
  it('no pairing: unpaired', async () => {
    const { reader, states } = paired(null);
    expect(states).toEqual(['unpaired']);
    expect(await failing(reader.open())).toBe('bridge-lost');
  });
  it('a card is not asked for before the handshake is over', async () => {
    const sent: unknown[] = [];
    const mute: Socket = {
      binaryType: '',
      send: (data) => {
        sent.push(data);
        throw new Error('not connected yet');
      },
      close: () => undefined,
      addEventListener: () => undefined,
    };
    const timing = { handshake: 30, firstRetry: 1 };
    const reader = new BridgeReader({ port: 1, secret: newNonce() }, { connect: () => mute, timing });
    const states: string[] = [];
    const leave = reader.watch((state) => states.push(state));
    expect(await failing(reader.open())).toBe('bridge-lost');
    // The next attempt is under way now.
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await failing(reader.open())).toBe('bridge-lost');
    expect(sent).toEqual([]);
    expect(states).toEqual(['unknown', 'bridge-lost']);
    leave();
  });
  it('nothing listens: bridge-lost', async () => {
    const { reach, states } = paired({ port: 9, secret: newNonce() });
    await reach('bridge-lost');
    expect(states).toEqual(['unknown', 'bridge-lost']);
  });
});

describe('sizes and secrets', () => {
  it('a message too large ends the connection before it is looked at', async () => {
    const { pairing, log } = await bridged();
    const big = stranger(pairing);
    await big.opened;
    big.socket.send(new Uint8Array(LIMITS.binary + 1));
    expect(await big.closed).toBe(1009);
    const talkative = stranger(pairing);
    await talkative.opened;
    talkative.socket.send(
      JSON.stringify({ type: 'hello', nonce: newNonce(), more: 'x'.repeat(LIMITS.text) }),
    );
    expect(await talkative.closed).toBe(CLOSE.misuse);
    expect(log.join()).not.toContain('xxx');
  });
  it('a command is overwritten in the bridge once the card has it, and is in no log line', async () => {
    const seen: Uint8Array[] = [];
    const echo: Reader = {
      watch: (tell) => (tell('present'), () => undefined),
      open: async () => ({
        transceive: async (apdu) => (seen.push(apdu), Uint8Array.from(apdu)),
        close: async () => undefined,
      }),
    };
    const { pairing, log } = await bridged({ reader: echo });
    const transport = await paired(pairing).reader.open();
    const sent = new TextEncoder().encode('SECRET77');
    expect(await transport.transceive(sent)).toEqual(sent);
    expect([...seen[0]!]).toEqual(Array.from(sent, () => 0));
    expect(log).toEqual(['a page is connected']);
  });
  it('speaks no HTTP', async () => {
    const { pairing } = await bridged();
    expect((await fetch(`http://127.0.0.1:${pairing.port}/`)).status).toBe(426);
  });
  it('a page is not connected before anybody watches', () => {
    const connected: string[] = [];
    const reader = new BridgeReader(
      { port: 1, secret: newNonce() },
      {
        connect: (url, protocol) => {
          connected.push(`${url} ${protocol}`);
          throw new Error('enough');
        },
      },
    );
    expect(connected).toEqual([]);
    expect(() => reader.watch(() => undefined)).toThrow('enough');
    expect(connected).toEqual([`ws://127.0.0.1:1/ ${SUBPROTOCOL}`]);
  });
});
