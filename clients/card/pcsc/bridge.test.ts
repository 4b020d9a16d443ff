import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Card } from '../card.ts';
import { precheck } from '../dialogue/precheck.ts';
import { selectJpki } from '../applets/jpki.ts';
import { readTries, USER_PIN, verify } from '../pin.ts';
import type { Reader } from '../reader.ts';
import { NOW, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { secret } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { newNonce, prove } from './pairing.ts';
import { CLOSE } from './protocol.ts';
import { bridged, failing, impostor, page, paired, stranger } from '../test/bridge-page.ts';

let issued: PersonalisedCard;
beforeAll(async () => {
  issued = await (await openLab()).issue();
});
const card = () => new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });

describe('a paired page', () => {
  it('sees cards come and go, and talks to the one that is there', async () => {
    const { reader, pairing } = await bridged();
    const { reader: bridgeReader, states, reach } = paired(pairing);
    await reach('empty');
    expect(await failing(bridgeReader.open())).toBe('no-card');
    reader.insert(card());
    await reach('present');
    const client = new Card(await bridgeReader.open());
    expect(await precheck(client, NOW)).toMatchObject({
      obstacle: null,
      tries: { userPin: 3, signaturePassword: 5 },
    });
    await client.close({ reset: true });
    await reader.remove();
    await reach('empty');
    expect(states).toEqual(['unknown', 'empty', 'present', 'empty']);
  });
  it('has the card to itself', async () => {
    const { reader, pairing } = await bridged();
    reader.insert(card());
    const { reader: bridgeReader } = paired(pairing);
    const client = new Card(await bridgeReader.open());
    await selectJpki(client);
    await verify(client, USER_PIN, secret(PIN));
    expect(await failing(bridgeReader.open())).toBe('reader-busy');
  });
  it('that vanishes has its card reset before the next one is let in', async () => {
    const did: string[] = [];
    const reader: Reader = {
      watch: (tell) => (tell('present'), () => undefined),
      open: async () => (
        did.push('open'),
        {
          transceive: async () => Uint8Array.of(0x90, 0),
          close: async ({ reset }) => void did.push(reset ? 'reset' : 'left'),
        }
      ),
    };
    const { pairing } = await bridged({ reader });
    const first = page(pairing);
    await first.reader.open();
    first.leave();
    first.crash();
    await paired(pairing).reader.open();
    expect(did).toEqual(['open', 'reset', 'open']);
  });
  it('may open, close and open again', async () => {
    const { reader, pairing } = await bridged();
    reader.insert(card());
    const { reader: bridgeReader } = paired(pairing);
    for (const reset of [true, false, true]) {
      const client = new Card(await bridgeReader.open());
      await selectJpki(client);
      expect(await readTries(client, USER_PIN)).toBe(3);
      await client.close({ reset });
      expect(await failing(client.send({ name: 'x', cla: 0, ins: 0xa4, p1: 4, p2: 0 }))).toBe('link-lost');
    }
  });
});

describe('who is let in', () => {
  it('not a page with another secret', async () => {
    const { pairing, log } = await bridged();
    const { reader, reach } = paired({ ...pairing, secret: newNonce() });
    await reach('bridge-refused');
    expect(await failing(reader.open())).toBe('bridge-refused');
    expect(log.join()).not.toContain('connected');
  });
  it('not a page that cannot prove the pairing', async () => {
    const { pairing, log } = await bridged();
    const { socket, opened, closed } = stranger(pairing);
    await opened;
    socket.send(JSON.stringify({ type: 'hello', nonce: newNonce() }));
    const [challenge] = await once(socket, 'message');
    expect(JSON.parse(String(challenge)).type).toBe('challenge');
    socket.send(JSON.stringify({ type: 'proof', proof: newNonce() }));
    expect(await closed).toBe(CLOSE.notPaired);
    expect(log).toEqual(['refused a page: not paired']);
  });
  it('not another origin, which is told nothing at all', async () => {
    const { pairing } = await bridged();
    const { reach } = paired(pairing, { origin: 'https://evil.example' });
    await reach('bridge-refused');
    const { socket, closed } = stranger(pairing, { origin: 'null' });
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(data));
    expect(await closed).toBe(CLOSE.origin);
    expect(heard).toEqual([]);
  });
  it('not a name that points here by a trick', async () => {
    const { pairing } = await bridged();
    const { closed, opened } = stranger(pairing, { host: 'evil.example' });
    await expect(opened).rejects.toThrow('401');
    expect(await closed).toBe(1006);
  });
  it('not without a handshake, or too slow a one', async () => {
    const { pairing } = await bridged({ timing: { handshake: 100, alive: 10_000 } });
    const eager = stranger(pairing);
    await eager.opened;
    eager.socket.send('{"type":"open","id":1}');
    expect(await eager.closed).toBe(CLOSE.misuse);
    expect(await stranger(pairing).closed).toBe(CLOSE.slow);
    expect(await stranger(pairing, { protocol: 'kaijo-reader.0' }).closed).toBe(CLOSE.misuse);
  });
  it('not a second page, until the first has left', async () => {
    const { pairing } = await bridged();
    const first = page(pairing);
    await first.reach('empty');
    const second = paired(pairing);
    await second.reach('bridge-refused');
    first.leave();
    await second.reach('empty');
    expect(second.states).toEqual(['unknown', 'bridge-refused', 'empty']);
  });
  it('nobody from another address', async () => {
    const { pairing } = await bridged();
    const socket = connect(pairing.port, '127.0.0.2');
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a page does not trust just any bridge', () => {
  it('and proves nothing to a program that took the port', async () => {
    const said: string[] = [];
    const port = await impostor(async (socket, text) => {
      const { type, nonce } = JSON.parse(text);
      said.push(type);
      const nonces = { port, page: nonce, bridge: newNonce() };
      const proof = await prove(newNonce(), 'bridge', nonces);
      socket.send(JSON.stringify({ type: 'challenge', nonce: nonces.bridge, proof }));
    });
    await paired({ port, secret: newNonce() }).reach('bridge-refused');
    expect(new Set(said)).toEqual(new Set(['hello']));
  });
  it('and is not fooled by one that passes everything on to the real bridge', async () => {
    const { pairing, log } = await bridged();
    const said: string[] = [];
    const port = await impostor((socket, text) => {
      said.push(JSON.parse(text).type);
      const { socket: real, opened } = stranger(pairing);
      real.on('message', (data) => socket.send(String(data)));
      void opened.then(() => real.send(text));
    });
    await paired({ ...pairing, port }).reach('bridge-refused');
    expect(new Set(said)).toEqual(new Set(['hello']));
    expect(log.join()).not.toContain('connected');
  });
  it.each([
    ['a state', '{"type":"state","state":"present"}'],
    ['an answer', '{"type":"done","id":1}'],
    ['an APDU', Uint8Array.of(0, 0, 0, 1, 0x90, 0)],
  ])('and does not listen to %s from one that has proved nothing', async (_, answer) => {
    const port = await impostor((socket) => socket.send(answer));
    const { reach, states, reader } = paired({ port, secret: newNonce() });
    await reach('bridge-refused');
    expect(states).toEqual(['unknown', 'bridge-refused']);
    expect(await failing(reader.open())).toBe('bridge-refused');
  });
});

describe('whoever looks after the machine', () => {
  const health = async (port: number, headers = {}) => {
    const response = await new Promise<IncomingMessage>((resolve) =>
      get({ host: '127.0.0.1', port, path: '/healthz', headers }, resolve),
    );
    return { status: response.statusCode, body: await text(response) };
  };
  it('can ask how it is: version, reader and whether a page is there, and no more', async () => {
    const { pairing, running } = await bridged();
    expect(running.alone()).toBeGreaterThan(0);
    expect(await health(pairing.port)).toEqual({
      status: 200,
      body: '{"version":"1.2.3","reader":"empty","page":false}',
    });
    const { reach, reader } = paired(pairing);
    await reach('empty');
    expect(reader.version).toBe('1.2.3');
    expect(running.alone()).toBe(0);
    expect((await health(pairing.port)).body).toContain('"page":true');
    expect((await health(pairing.port, { host: 'rebound.example' })).status).toBe(426);
  });
  it('is told that no page came, or that it did not come back', async () => {
    const { pairing, running, log } = await bridged({ giveUp: 200 });
    const { reach, leave } = paired(pairing);
    await reach('empty');
    const first = await Promise.race([running.abandoned, sleep(500, 'there is a page')]);
    expect(first).toBe('there is a page');
    leave();
    await running.abandoned;
    expect(log.at(-1)).toBe('no page for 0 minutes');
  });
  it('is told of a reader that is lost', async () => {
    const reader: Reader = {
      watch: (tell) => (tell('reader-lost'), () => undefined),
      open: () => Promise.reject(new Error('no reader')),
    };
    const { pairing } = await bridged({ reader });
    expect((await health(pairing.port)).status).toBe(503);
  });
});
