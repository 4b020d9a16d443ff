import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { VirtualReader } from '#clients/lab/reader-stack/virtual-reader.ts';
import { startBridge, type Bridge, type BridgeSettings } from '../pcsc/bridge/server.ts';
import { BridgeReader, type LinkOptions } from '../pcsc/client.ts';
import type { Socket } from '../pcsc/link.ts';
import { newNonce, type Pairing } from '../pcsc/pairing.ts';
import { SUBPROTOCOL } from '../pcsc/protocol.ts';
import type { ReaderState } from '../reader.ts';

export const ORIGIN = 'https://kiosk.example';

/** A bridge before a reader without a card, if nothing else is asked for. */
export async function bridge(settings: Partial<BridgeSettings> = {}) {
  const reader = new VirtualReader();
  const log: string[] = [];
  const secret = newNonce();
  const all = {
    port: 0,
    origins: [ORIGIN],
    secret,
    reader,
    version: '1.2.3',
    giveUp: null,
    log: (_: string, line: string) => void log.push(line),
    ...settings,
  };
  const running: Bridge = await startBridge(all);
  return { reader, log, running, pairing: { port: running.port, secret: all.secret } };
}

/** A page's reader; a browser would set the origin by itself. */
export function page(
  pairing: Pairing | null,
  { origin = ORIGIN, timing }: { origin?: string } & Pick<LinkOptions, 'timing'> = {},
) {
  let socket: WebSocket | null = null;
  const reader = new BridgeReader(pairing, {
    connect: (url, protocol) => {
      socket = new WebSocket(url, protocol, { origin });
      return socket as Socket;
    },
    timing: { firstRetry: 20, lastRetry: 40, ...timing },
  });
  const states: ReaderState[] = [];
  let heard = () => undefined as void;
  const leave = reader.watch((state) => {
    states.push(state);
    heard();
  });
  const reach = async (wanted: ReaderState): Promise<void> => {
    while (states.at(-1) !== wanted) await new Promise<void>((resolve) => (heard = resolve));
  };
  /** As when its tab crashes. */
  const crash = (): void => socket?.terminate();
  return { reader, states, reach, leave, crash };
}

/** A bare connection: what is said on it is the test's own. */
export function stranger(
  { port }: { port: number },
  { origin = ORIGIN, protocol = SUBPROTOCOL, host = '127.0.0.1' } = {},
) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, protocol, { origin, headers: { host } });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const opened = once(socket, 'open');
  opened.catch(() => undefined);
  return { socket, closed, opened };
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A bridge that ends with the test. */
export async function bridged(settings: Parameters<typeof bridge>[0] = {}) {
  const made = await bridge(settings);
  undo.push(() => made.running.close());
  return made;
}

/** A page that leaves at the end of the test. */
export function paired(...args: Parameters<typeof page>) {
  const made = page(...args);
  undo.push(() => made.leave());
  return made;
}

/** A fake bridge on a port of its own, until the end of the test. */
export async function impostor(
  onMessage: (socket: WebSocket, text: string) => void | Promise<void>,
): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  undo.push(() => server.close());
  server.on('connection', (socket) => socket.on('message', (data) => void onMessage(socket, String(data))));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The code of the failure that some work must end with. */
export const failing = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );
