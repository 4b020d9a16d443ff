import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Reader } from '../../reader.ts';
import { CLOSE, LIMITS, SUBPROTOCOL } from '../protocol.ts';
import { Refused, shakeHands } from './handshake.ts';
import { Connection } from './connection.ts';

export interface BridgeSettings {
  /** 0: any that is free. */
  port: number;
  /** Pages that may connect, e.g. `https://kaijo.example`. */
  origins: readonly string[];
  /** 32 bytes, base64url. */
  secret: string;
  reader: Reader;
  log: (line: string) => void;
  timing?: Partial<Timing>;
}

/** Milliseconds. */
interface Timing {
  /** From the connection to the page's proof. */
  handshake: number;
  /** Between two signs of life of a page. */
  alive: number;
  /** For a card to be given back that a page has left: a reader that hangs must not keep the next page out. */
  release: number;
}

export interface Bridge {
  port: number;
  close(): Promise<void>;
}

/** Connections that have not proved anything yet. */
const MAX_STRANGERS = 8;
const TIMING: Timing = { handshake: 5_000, alive: 10_000, release: 5_000 };

/** Serves a reader to one page at a time, on the loopback address only. */
export async function startBridge(settings: BridgeSettings): Promise<Bridge> {
  const http = createServer((_, response) => response.writeHead(426, { Upgrade: 'websocket' }).end());
  const server = new WebSocketServer({
    server: http,
    maxPayload: LIMITS.binary,
    perMessageDeflate: false,
    // Taking another one is the only way to tell its page why: a browser shows nothing of a refused upgrade.
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
    verifyClient: ({ req }: { req: IncomingMessage }) => isLoopback(req.headers.host),
  });
  const door = new Door(settings);
  server.on('connection', (socket, request) => void door.admit(socket, request));
  http.listen(settings.port, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as AddressInfo).port,
    async close() {
      await Promise.all(Array.from(server.clients, hangUp));
      await door.closed();
      server.close();
      http.close();
      await once(http, 'close');
    },
  };
}

async function hangUp(socket: WebSocket): Promise<void> {
  socket.terminate();
  if (socket.readyState !== socket.CLOSED) await once(socket, 'close');
}

/** A name that points here by a trick of DNS is not how the kiosk's page finds its bridge. */
const isLoopback = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

/** Lets pages in, one at a time. */
class Door {
  readonly #settings: BridgeSettings;
  readonly #timing: Timing;
  #strangers = 0;
  #present: WebSocket | null = null;
  #lastRelease: Promise<void> = Promise.resolve();

  constructor(settings: BridgeSettings) {
    this.#settings = settings;
    this.#timing = { ...TIMING, ...settings.timing };
  }

  /** Resolves when the last connection has given its card back. */
  closed(): Promise<void> {
    return this.#lastRelease;
  }

  async admit(socket: WebSocket, { headers, socket: { localPort } }: IncomingMessage): Promise<void> {
    // What ws cannot read it answers with a close code by itself.
    socket.on('error', () => undefined);
    try {
      this.#check(socket, headers.origin);
      await this.#pair(socket, localPort!);
      await this.#enter(socket);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#settings.log(`refused a page: ${error.message}`);
      socket.close(error.code);
    }
  }

  /** Nothing is said to a page of another origin. */
  #check(socket: WebSocket, origin = 'none'): void {
    if (!this.#settings.origins.includes(origin))
      throw new Refused(CLOSE.origin, `origin ${JSON.stringify(origin.slice(0, 200))} is not allowed`);
    if (socket.protocol !== SUBPROTOCOL) throw new Refused(CLOSE.misuse, `it does not speak ${SUBPROTOCOL}`);
  }

  /** And no states to one that has not proved the pairing. */
  async #pair(socket: WebSocket, port: number): Promise<void> {
    if (this.#strangers >= MAX_STRANGERS) throw new Refused(CLOSE.busy, 'too many handshakes at a time');
    this.#strangers += 1;
    try {
      await shakeHands(socket, { secret: this.#settings.secret, port }, this.#timing.handshake);
    } finally {
      this.#strangers -= 1;
    }
  }

  async #enter(socket: WebSocket): Promise<void> {
    if (this.#present) throw new Refused(CLOSE.busy, 'another page is connected');
    if (socket.readyState !== socket.OPEN) return;
    this.#present = socket;
    // The card of the page before is given back first.
    await this.#lastRelease;
    if (socket.readyState !== socket.OPEN) return void (this.#present = null);
    this.#settings.log('a page is connected');
    const connection = new Connection(socket, this.#settings.reader);
    const alive = watchLife(socket, this.#timing.alive);
    socket.on('close', () => {
      clearInterval(alive);
      this.#settings.log('the page is gone');
      this.#lastRelease = Promise.race([
        connection.end(),
        sleep(this.#timing.release, undefined, { ref: false }),
      ]);
      this.#present = null;
    });
  }
}

/** Ends the connection of a page that does not answer: a crashed tab must not keep the reader. */
function watchLife(socket: WebSocket, interval: number): NodeJS.Timeout {
  let heard = true;
  socket.on('pong', () => (heard = true));
  return setInterval(() => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
  }, interval);
}
