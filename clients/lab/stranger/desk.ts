import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import type { CardTransport } from '#clients/card/reader.ts';
import type { Camera } from '#clients/sdk/step1.ts';
import { fromHex, toHex } from '#schema/contract/card.ts';
import { POSE_STEPS } from '#schema/contract/face.ts';

/** What stands beside a stranger's program: a card, a camera before a face, and an operator who confirms. */
export interface Desk {
  open(): Promise<CardTransport>;
  camera: Camera;
  confirm(thumbprint: string): Promise<boolean>;
}

const Asked = {
  '/apdu': v.object({ command: v.string() }),
  '/off': v.object({}),
  '/frames': v.object({ steps: v.array(v.picklist(POSE_STEPS)) }),
  '/confirm': v.object({ thumbprint: v.string() }),
} as const;

/** Serves a desk on a port of this machine: APDUs as hexadecimal, frames as base64. Answers its address. */
export async function serveDesk({ open, camera, confirm }: Desk) {
  let link: CardTransport | null = null;
  const does = {
    '/apdu': async (asked: unknown) => {
      link ??= await open();
      const { command } = v.parse(Asked['/apdu'], asked);
      return { answer: toHex(await link.transceive(fromHex(command))) };
    },
    '/off': async () => {
      await link?.close({ reset: true });
      link = null;
      return {};
    },
    '/frames': async (asked: unknown) => {
      const frames = await camera(v.parse(Asked['/frames'], asked).steps);
      return frames.map(({ image, capturedAt }) => ({
        image: Buffer.from(image).toString('base64'),
        capturedAt,
      }));
    },
    '/confirm': async (asked: unknown) => ({
      confirmed: await confirm(v.parse(Asked['/confirm'], asked).thumbprint),
    }),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const work = does[request.url as keyof typeof does];
    if (!work) return void response.writeHead(404).end();
    try {
      response.end(JSON.stringify(await work(await json(request))));
    } catch (error) {
      response.writeHead(500).end(JSON.stringify(String(error)));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() };
}
