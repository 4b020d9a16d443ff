import { afterEach, describe, expect, it } from 'vitest';
import { importVerifierKey, makeVerifier } from '#clients/lab/card/memory.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, toHex } from '#schema/contract/card.ts';
import { leaveToChance, takeChanceOut, type Signatures } from './deterministic.ts';
import { HOLDER, PASSWORD } from '#clients/lab/people/cast.ts';
import { printed } from '#clients/lab/people/people.ts';
import { walkWholeJourney, type Typed } from './whole-journey.ts';
import { FRAMES } from './actors.ts';
import { TABLES } from './operator.ts';
import { createWorld, emptyDatabase, lab, rowsOf } from './world.ts';

afterEach(leaveToChance);

/** Everything the server's side ever sees or keeps. */
interface Visible {
  requests: string[];
  responses: string[];
  logs: string;
  database: string;
}

async function virtualCard({ pin }: Typed): Promise<VirtualCard> {
  const { profile, memory } = structuredClone(lab.cards[0]!);
  const key = await importVerifierKey(profile.verifierKey);
  memory.references.userPin.verifier = (await makeVerifier(key, ascii(pin))) as never;
  return new VirtualCard({ profile, store: inMemoryStore(memory) });
}

const dump = async () =>
  JSON.stringify(await Promise.all(TABLES.map((table) => rowsOf(`SELECT * FROM ${table}`))));

/** Walks the journey and writes down all that the server's side sees. `change` may tamper with a request on its way. */
async function observe(typed: Typed, change: (request: Request) => Request = (request) => request) {
  await emptyDatabase();
  const world = await createWorld();
  const visible: Visible = { requests: [], responses: [], logs: '', database: '' };
  const { fetch } = world;
  world.fetch = async (input, init) => {
    const { cache: _, credentials: __, ...rest } = init as Record<string, unknown>;
    const request = change(new Request(input as string, rest));
    visible.requests.push(await textOf(request.clone() as Request));
    const response = await fetch(request);
    visible.responses.push(JSON.stringify([...response.headers]) + (await response.clone().text()));
    return response;
  };
  const walked = await walkWholeJourney(world, await virtualCard(typed), typed);
  return { walked, visible: { ...visible, logs: JSON.stringify(world.logs), database: await dump() } };
}

/** A request as bytes, one character each. The boundary of a form is the platform's choice and says nothing. */
async function textOf(request: Request): Promise<string> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const boundary = /boundary="?([^";]+)/.exec(request.headers.get('Content-Type') ?? '')?.[1] ?? '\u0000';
  const headers = JSON.stringify([...request.headers]);
  return `${request.method} ${request.url} ${headers} ${body}`.replaceAll(boundary, 'boundary');
}

describe('two runs that differ only in PIN and password', () => {
  const twice = async (change?: (request: Request, typed: Typed) => Request) => {
    const signatures: Signatures = new Map();
    const runs: Visible[] = [];
    for (const typed of [
      { pin: '5739', newPassword: 'FIRST1WORD' },
      { pin: '2086', newPassword: 'OTHER2WORDS9' },
    ]) {
      takeChanceOut(7, lab.keys, signatures);
      runs.push((await observe(typed, change && ((request) => change(request, typed)))).visible);
      leaveToChance();
    }
    return runs as [Visible, Visible];
  };

  it('look the same to the server, byte for byte', async () => {
    const [first, second] = await twice();
    for (const [index, request] of first.requests.entries()) expect(second.requests[index]).toBe(request);
    expect(second).toEqual(first);
    expect(first.requests.length).toBeGreaterThan(9);
  });
  it('would not, if one digit of the PIN were sent along', async () => {
    const [first, second] = await twice((request, { pin }) => {
      const headers = new Headers(request.headers);
      headers.set('X-Hint', pin.slice(0, 1));
      return new Request(request, { headers });
    });
    expect(second.requests).not.toEqual(first.requests);
    expect(second.database).toEqual(first.database);
  });
});

describe('what the server keeps, logs and answers', () => {
  /** How a piece of data would look in text: itself, or hexadecimal or base64 at any alignment. */
  const traces = (bytes: Uint8Array): string[] => [
    toHex(bytes),
    ...[0, 1, 2].map((skip) => toBase64url(bytes.slice(skip)).slice(0, -2)),
    ...[0, 1, 2].map((skip) => btoa(String.fromCharCode(...bytes.slice(skip))).replace(/.{1,2}=*$/, '')),
  ];
  const utf8 = (text: string) => [text, encodeURIComponent(text), ...traces(new TextEncoder().encode(text))];

  it('holds nothing of the person, the card or the pictures', async () => {
    const typed = { pin: '5739', newPassword: 'FIRST1WORD' };
    const { walked, visible } = await observe(typed);
    const kept = [visible.logs, visible.database, ...visible.responses].join('\n');
    const { certificates, cardId } = lab.cards[0]!.profile;
    const embedding = await createWorld().then(({ matcher }) =>
      matcher.embedReference(walked.photo.slice(4)),
    );
    const serial = fromBase64url(certificates.auth).slice(13, 29);
    const secrets: Record<string, string[]> = {
      'new password': utf8(typed.newPassword),
      'old password': utf8(PASSWORD),
      'matching number': utf8(String.fromCharCode(...printed().secret)),
      name: utf8(HOLDER.name),
      address: utf8(HOLDER.address),
      'birth date': utf8(HOLDER.birthDate),
      certificate: traces(fromBase64url(certificates.auth).slice(60, 96)),
      'certificate serial': traces(serial),
      'card certificate': traces(fromBase64url(certificates.card).slice(60, 96)),
      'chip photo': traces(walked.photo.slice(2_000, 2_030)),
      selfie: traces(FRAMES[0]!.slice(0, 30)),
      embedding: traces(new Uint8Array(embedding.embedding!.buffer).slice(0, 32)),
      'security code in the photo file': utf8(`DF2A${HOLDER.securityCode}`),
    };
    for (const [what, forms] of Object.entries(secrets))
      for (const form of forms) expect(kept.includes(form), `${what} as ${form.slice(0, 12)}…`).toBe(false);
    // An authorisation names the card it is for, to the kiosk that the card is in; nothing else does.
    for (const form of traces(fromBase64url(cardId)))
      expect(`${visible.logs}${visible.database}`.includes(form)).toBe(false);
    expect(visible.logs).not.toContain(walked.reserved.ticket);
    expect(`${visible.logs}${visible.responses.join('')}`).not.toMatch(/"(sex|birthDate|name|address)"/);
  });
  it('would be found by this search: what is there by right is', async () => {
    const { walked, visible } = await observe({ pin: '5739', newPassword: 'FIRST1WORD' });
    expect(visible.database).toContain(walked.reserved.reservation.reservationId);
    const requests = visible.requests.join('\n');
    const photo = String.fromCharCode(...walked.photo.slice(2_000, 2_030));
    expect(requests).toContain(photo);
    const certificate = fromBase64url(lab.cards[0]!.profile.certificates.auth).slice(60, 96);
    expect(traces(certificate).some((form) => requests.includes(form))).toBe(true);
    expect(requests).not.toContain(HOLDER.birthDate);
    for (const form of [...utf8('FIRST1WORD'), ...utf8(String.fromCharCode(...printed().secret))])
      expect(requests.includes(form)).toBe(false);
  });
});
