import { describe, expect, it } from 'vitest';
import type { ReaderState } from '../../reader.ts';
import { pcscFailure } from './card-in-slot.ts';
import { PcscReader } from './pcsc-reader.ts';
import { isMeant } from './slots.ts';

type Smartcard = ConstructorParameters<typeof PcscReader>[0];

interface Slot {
  name: string;
  present: boolean;
  mute?: boolean;
  /** How often something was put on or taken off. */
  count?: number;
  /** Other than the service's. */
  connect?: Service['connect'];
}

/** What the fake PC/SC service has to say; the real one is met by `npm run lab -- card:pcscd`. */
interface Service {
  readers: Slot[] | null;
  connect?: () => Promise<{ transmit(command: Buffer): Promise<Buffer>; disconnect(how: number): void }>;
}

/** A `smartcard` package over a service that the test changes. */
function fake(service: Service) {
  let wake = () => undefined as void;
  class Context {
    listReaders() {
      if (!service.readers) throw new Error('PC/SC service not running');
      return service.readers.map(({ name, present, mute, count = 0, connect }) => ({
        name,
        state: (present ? 0x20 : 0x10) | (mute ? 0x200 : 0) | (count << 16),
        connect: async () => (connect ?? service.connect)!(),
      }));
    }
    waitForChange() {
      return new Promise<void>((resolve) => (wake = resolve));
    }
    cancel() {
      wake();
    }
    close() {}
  }
  const constants = { SCARD_SHARE_EXCLUSIVE: 1, SCARD_PROTOCOL_T0: 1, SCARD_PROTOCOL_T1: 2 };
  const more = {
    SCARD_LEAVE_CARD: 0,
    SCARD_RESET_CARD: 1,
    SCARD_STATE_PRESENT: 0x20,
    SCARD_STATE_MUTE: 0x200,
  };
  const smartcard = { Context, ...constants, ...more } as unknown as Smartcard;
  return { smartcard, change: (next: Partial<Service>) => (Object.assign(service, next), wake()) };
}

/** Something in a slot that answers every command with these words. */
const answering = (word: string) => async () => ({
  transmit: async () => Buffer.from(word, 'hex'),
  disconnect: () => undefined,
});
const myNumber = answering('9000');
const module = answering('6a82');

/** What a watcher hears while the slots change. */
async function heard(pattern: string, ...moments: Slot[][]): Promise<ReaderState[]> {
  const { smartcard, change } = fake({ readers: moments[0]! });
  const states: ReaderState[] = [];
  const stop = new PcscReader(smartcard, pattern).watch((state) => states.push(state));
  for (const readers of moments) {
    change({ readers });
    await turn();
  }
  stop();
  return states.slice(1);
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );

describe('a PC/SC reader', () => {
  it('is the one whose name begins so, and its states are told once each', async () => {
    const { smartcard, change } = fake({
      readers: [
        { name: 'Other 00', present: true },
        { name: 'ACME NFC 00', present: false },
      ],
    });
    const states: ReaderState[] = [];
    const stop = new PcscReader(smartcard, 'ACME').watch((state) => states.push(state));
    await turn();
    change({});
    await turn();
    change({ readers: [{ name: 'ACME NFC 01', present: true, connect: myNumber }] });
    await turn();
    stop();
    expect(states).toEqual(['unknown', 'empty', 'present']);
  });
  it.each([
    ['Card was removed', 'card-removed'],
    ['No smart card present', 'no-card'],
    ['Sharing violation', 'reader-busy'],
    ['Reader unavailable', 'reader-lost'],
    ['PC/SC service stopped', 'reader-lost'],
    ['Card is unresponsive', 'link-lost'],
    ['Communication error', 'link-lost'],
  ])('%s is %s', (text, code) => expect(pcscFailure(new Error(text)).code).toBe(code));
  it('that is not there is reader-lost, and so is a service that does not run', async () => {
    expect(await failing(new PcscReader(fake({ readers: [] }).smartcard).open())).toBe('reader-lost');
    expect(await failing(new PcscReader(fake({ readers: null }).smartcard).open())).toBe('reader-lost');
  });

  const readers = [{ name: 'ACME', present: true }];
  const silent = { transmit: async () => Buffer.alloc(0), disconnect: () => undefined };
  it.each([
    { next: [{ name: 'ACME', present: false }], code: 'card-removed' },
    { next: [], code: 'reader-lost' },
    { next: readers, code: 'link-lost' },
  ])('an answer of no bytes is $code, by what is there afterwards', async ({ next, code }) => {
    const { smartcard, change } = fake({ readers, connect: async () => silent });
    const transport = await new PcscReader(smartcard).open();
    change({ readers: next });
    expect(await failing(transport.transceive(Uint8Array.of(0, 0xa4, 4, 0)))).toBe(code);
  });
  it('resets the card when it is asked to, and survives a card that is gone', async () => {
    const how: number[] = [];
    const connect = async () => ({
      transmit: silent.transmit,
      disconnect(disposition: number) {
        how.push(disposition);
        throw new Error('Card was removed');
      },
    });
    const reader = new PcscReader(fake({ readers, connect }).smartcard);
    await (await reader.open()).close({ reset: true });
    await (await reader.open()).close({ reset: false });
    expect(how).toEqual([1, 0]);
  });

  it('of several slots is the one with the card in it, and the card is the one with the application', async () => {
    const contacts = { name: 'ACR1281 00 00', present: false };
    const antenna = { name: 'ACR1281 00 01', present: true, connect: myNumber };
    const sam = { name: 'ACR1281 00 02', present: true, connect: module };
    expect(await heard('ACR1281', [contacts, { ...antenna, present: false }], [contacts, antenna])).toEqual([
      'empty',
      'present',
    ]);
    const reader = new PcscReader(fake({ readers: [contacts, sam, antenna] }).smartcard);
    const link = await reader.open();
    expect(Buffer.from(await link.transceive(Uint8Array.of(0, 0xb0, 0, 0))).toString('hex')).toBe('9000');
    const foreign = new PcscReader(fake({ readers: [contacts, sam] }).smartcard);
    expect((await (await foreign.open()).transceive(Uint8Array.of(0, 0xb0, 0, 0))).length).toBe(2);
  });
  it('does not take a security module for a card that was left, until its slot was empty once', async () => {
    const sam = { name: 'SAM', present: true, connect: module };
    const antenna = { name: 'PICC', present: false, connect: myNumber };
    expect(
      await heard(
        '',
        [sam, antenna],
        [sam, { ...antenna, present: true }],
        [sam, antenna],
        [{ ...sam, present: false }, antenna],
        [sam, antenna],
      ),
    ).toEqual(['empty', 'present', 'empty', 'present']);
  });
  it('says present of a My Number card that already lies there, and empty of one that does not answer to power', async () => {
    const card = { name: 'ACME', present: true, connect: myNumber };
    expect(await heard('', [card], [{ ...card, mute: true }])).toEqual(['present', 'empty']);
    expect(await failing(new PcscReader(fake({ readers: [{ ...card, mute: true }] }).smartcard).open())).toBe(
      'no-card',
    );
  });
  it('waits while another program looks at a card that was just put on', async () => {
    let looks = 0;
    const connect = async () => {
      looks += 1;
      if (looks < 4) throw new Error('Sharing violation');
      return myNumber();
    };
    await new PcscReader(fake({ readers: [{ name: 'ACME', present: true, connect }] }).smartcard).open();
    expect(looks).toBe(4);
  });
  it('ends the link when the card was swapped between two commands', async () => {
    const card = { name: 'ACME', present: true, count: 1, connect: myNumber };
    const { smartcard, change } = fake({ readers: [card] });
    const link = await new PcscReader(smartcard).open();
    await link.transceive(Uint8Array.of(0, 0xa4, 4, 0));
    change({ readers: [{ ...card, count: 3 }] });
    expect(await failing(link.transceive(Uint8Array.of(0, 0x20, 0, 0x80)))).toBe('card-removed');
  });
  it('lists what there is', () => {
    const readers = [
      { name: 'ACR1281 PICC', present: true },
      { name: 'Other', present: false },
    ];
    expect(new PcscReader(fake({ readers }).smartcard, '*PICC').list()).toEqual([
      { name: 'ACR1281 PICC', isMeant: true, hasCard: true },
      { name: 'Other', isMeant: false, hasCard: false },
    ]);
  });
});

it.each([
  ['', 'Any reader', true],
  ['ACS', 'ACS ACR1281U 00 01', true],
  ['ACR', 'ACS ACR1281U 00 01', false],
  ['ACS*PICC*', 'ACS ACR1281U PICC 00', true],
  ['*PICC', 'ACS ACR1281U PICC 00', false],
  ['A.S*', 'ACS ACR1281U', false],
  ['*[ACS (1)]*', 'a [ACS (1)] reader', true],
])('the pattern %j and the reader %j: %s', (pattern, name, meant) => {
  expect(isMeant(pattern, name)).toBe(meant);
});
