import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PrinterCondition, Reader, ReaderState, Watched } from '../../reader.ts';
import { CLOSE, LIMITS, SUBPROTOCOL } from '../protocol.ts';
import { Refused, shakeHands } from './handshake.ts';
import { Connection } from './connection.ts';
import type { Host } from './host.ts';

/** Where a line for whoever looks after the machine goes. It never holds what a card or a page said. */
export type Log = (level: 'info' | 'warn', line: string) => void;

export interface BridgeSettings {
  /** 0: any that is free. */
  port: number;
  /** Pages that may connect, e.g. `https://kaijo.example`. */
  origins: readonly string[];
  /** 32 bytes, base64url. */
  secret: string;
  reader: Reader;
  /** This program's own, for whoever asks how it is. */
  version: string;
  /** Milliseconds without a page until the bridge counts as abandoned; null: never. */
  giveUp: number | null;
  log: Log;
  /** Who is told which kiosk the page is; none: nobody asks. */
  host?: Pick<Host, 'meet'>;
  /** Whether some are plugged in; none: this machine does not look. */
  headphones?: Pick<Watched<boolean>, 'watch'>;
  /** How its printer is; none: this machine does not look. */
  printer?: Pick<Watched<PrinterCondition>, 'watch'>;
  timing?: Partial<Timing>;
}

/** Milliseconds. */
interface Timing {
  /** From the connection to the page's proof. */
  handshake: number;
  /** Between two signs of life of a page's browser. */
  alive: number;
  /** Until a page that asks for nothing, not even by a ping, counts as hung: its browser answers for it all the same. */
  silence: number;
  /** For a card to be given back that a page has left: a reader that hangs must not keep the next page out. */
  release: number;
}

export interface Bridge {
  port: number;
  /** Milliseconds since a page was last connected, or since the start; 0 while one is. */
  alone(): number;
  /** A page that hangs or never came cannot say so itself; whoever supervises the bridge can start the browser anew. */
  abandoned: Promise<void>;
  close(): Promise<void>;
}

/** Connections that have not proved anything yet. */
const MAX_STRANGERS = 8;
/** Milliseconds between two looks whether there is a page. */
const LOOK = 1_000;
const TIMING: Timing = { handshake: 5_000, alive: 10_000, silence: 90_000, release: 5_000 };

/** Serves a reader to one page at a time, on the loopback address only. */
export async function startBridge(settings: BridgeSettings): Promise<Bridge> {
  const door = new Door(settings);
  const http = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz' && isLoopback(request.headers.host))
      return tellHealth(response, settings, door);
    response.writeHead(426, { Upgrade: 'websocket' }).end();
  });
  const server = new WebSocketServer({
    server: http,
    maxPayload: LIMITS.binary,
    perMessageDeflate: false,
    // Taking another one is the only way to tell its page why: a browser shows nothing of a refused upgrade.
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
    verifyClient: ({ req }: { req: IncomingMessage }) => isLoopback(req.headers.host),
  });
  server.on('connection', (socket, request) => void door.admit(socket, request));
  http.listen(settings.port, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as AddressInfo).port,
    alone: () => door.alone(),
    abandoned: abandonment(door, settings),
    async close() {
      await Promise.all(Array.from(server.clients, hangUp));
      await door.closed();
      server.close();
      http.close();
      await once(http, 'close');
    },
  };
}

/** For a supervisor on this machine: what a page is told of the reader, and whether there is one. No page can read it. */
function tellHealth(response: ServerResponse, { reader, version }: BridgeSettings, door: Door): void {
  const [now] = statesOf(reader);
  response
    .writeHead(now === 'empty' || now === 'present' ? 200 : 503, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify({ version, reader: now, page: door.alone() === 0 }));
}

async function abandonment(door: Door, { giveUp, log }: BridgeSettings): Promise<void> {
  if (giveUp === null) return new Promise(() => undefined);
  while (door.alone() < giveUp) await sleep(Math.min(giveUp, LOOK), undefined, { ref: false });
  log('warn', `no page for ${Math.round(giveUp / 60_000)} minutes`);
}

function statesOf(reader: Reader): ReaderState[] {
  const states: ReaderState[] = [];
  reader.watch((state) => states.push(state))();
  return states;
}

async function hangUp(socket: WebSocket): Promise<void> {
  socket.terminate();
  if (socket.readyState !== socket.CLOSED) await once(socket, 'close');
}

/** A name that points here by a trick of DNS is not how the kiosk's page finds its bridge. */
const isLoopback = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

/** What a page wants to hear of. */
type Wishes = Awaited<ReturnType<typeof shakeHands>>;

/** Lets pages in, one at a time. */
class Door {
  readonly #settings: BridgeSettings;
  readonly #timing: Timing;
  #strangers = 0;
  #present: WebSocket | null = null;
  /** By the monotonic clock. */
  #lastSeen = performance.now();
  #lastRelease: Promise<void> = Promise.resolve();

  constructor(settings: BridgeSettings) {
    this.#settings = settings;
    this.#timing = { ...TIMING, ...settings.timing };
  }

  /** Resolves when the last connection has given its card back. */
  closed(): Promise<void> {
    return this.#lastRelease;
  }

  alone(): number {
    return this.#present ? 0 : performance.now() - this.#lastSeen;
  }

  async admit(socket: WebSocket, { headers, socket: { localPort } }: IncomingMessage): Promise<void> {
    // What ws cannot read it answers with a close code by itself.
    socket.on('error', () => undefined);
    try {
      this.#check(socket, headers.origin);
      await this.#enter(socket, await this.#pair(socket, localPort!));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#settings.log('warn', `refused a page: ${error.message}`);
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
  async #pair(socket: WebSocket, port: number): Promise<Wishes> {
    if (this.#strangers >= MAX_STRANGERS) throw new Refused(CLOSE.busy, 'too many handshakes at a time');
    this.#strangers += 1;
    try {
      const { secret, version, host } = this.#settings;
      const announced = { secret, port, version, asks: host !== undefined };
      return await shakeHands(socket, announced, this.#timing.handshake);
    } finally {
      this.#strangers -= 1;
    }
  }

  async #enter(socket: WebSocket, wishes: Wishes): Promise<void> {
    if (this.#present) throw new Refused(CLOSE.busy, 'another page is connected');
    if (socket.readyState !== socket.OPEN) return;
    this.#present = socket;
    // The card of the page before is given back first.
    await this.#lastRelease;
    if (socket.readyState !== socket.OPEN) return void (this.#present = null);
    this.#settings.log('info', 'a page is connected');
    const { reader, host = null, headphones = null, printer = null } = this.#settings;
    const connection = new Connection(socket, {
      reader,
      host,
      headphones: wishes.headphones ? headphones : null,
      printer: wishes.printer ? printer : null,
    });
    const alive = watchLife(socket, connection, this.#timing);
    socket.on('close', () => {
      clearInterval(alive);
      this.#settings.log('info', 'the page is gone');
      this.#lastRelease = Promise.race([
        connection.end(),
        sleep(this.#timing.release, undefined, { ref: false }),
      ]);
      this.#present = null;
      this.#lastSeen = performance.now();
    });
  }
}

/** Ends the connection of a page that does not answer: a crashed or hung tab must not keep the reader. */
function watchLife(socket: WebSocket, connection: Connection, { alive, silence }: Timing): NodeJS.Timeout {
  let heard = true;
  socket.on('pong', () => (heard = true));
  return setInterval(() => {
    if (!heard || connection.silence() > silence) return socket.terminate();
    heard = false;
    socket.ping();
  }, alive);
}
