import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { type Pairing, isProof, newNonce, prove } from '../pairing.ts';
import { CLOSE, readPageMessage, type BridgeMessage, type PageMessage } from '../protocol.ts';

/** A page that is not let in; `code` is how its connection ends. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: number;

  constructor(code: number, why: string) {
    super(why);
    this.code = code;
  }
}

/** Sends a control message. A connection that is gone takes it silently: its end is handled where it is noticed. */
export const tell = (socket: WebSocket, message: BridgeMessage): void =>
  socket.send(JSON.stringify(message), () => undefined);

/** What this bridge says of itself in a handshake. */
interface Announcement extends Pairing {
  version: string;
  asks: boolean;
}

/**
 * Shows the page that this bridge knows the secret, then has the page show it. Answers what the page wants to hear of. Throws
 * `Refused`. `patience` is in milliseconds.
 */
export async function shakeHands(
  socket: WebSocket,
  { secret, port, version, asks }: Announcement,
  patience: number,
): Promise<{ headphones: boolean; printer: boolean }> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  const signal = AbortSignal.any([AbortSignal.timeout(patience), gone.signal]);
  const hello = await next(socket, 'hello', signal);
  const handshake = { port, page: hello.nonce, bridge: newNonce() };
  tell(socket, {
    type: 'challenge',
    version,
    asks,
    nonce: handshake.bridge,
    proof: await prove(secret, 'bridge', handshake),
  });
  const { proof } = await next(socket, 'proof', signal);
  if (!(await isProof(secret, 'page', handshake, proof))) throw new Refused(CLOSE.notPaired, 'not paired');
  return { headphones: hello.headphones ?? false, printer: hello.printer ?? false };
}

async function next<T extends PageMessage['type']>(
  socket: WebSocket,
  type: T,
  signal: AbortSignal,
): Promise<Extract<PageMessage, { type: T }>> {
  const [data, isBinary] = await nextMessage(socket, signal);
  const message = isBinary ? null : readPageMessage(String(data));
  if (message?.type !== type) throw new Refused(CLOSE.misuse, `no ${type}`);
  return message as Extract<PageMessage, { type: T }>;
}

async function nextMessage(socket: WebSocket, signal: AbortSignal): Promise<[Buffer, boolean]> {
  try {
    return (await once(socket, 'message', { signal })) as [Buffer, boolean];
  } catch {
    throw new Refused(CLOSE.slow, 'no handshake in time');
  }
}
