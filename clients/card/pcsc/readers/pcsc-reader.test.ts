import { describe, expect, it } from 'vitest';
import type { ReaderState } from '../../reader.ts';
import { pcscFailure, PcscReader } from './pcsc-reader.ts';

type Smartcard = ConstructorParameters<typeof PcscReader>[0];

/** What the fake PC/SC service has to say; the real one is met by `npm run lab -- card:pcscd`. */
interface Service {
  readers: { name: string; present: boolean }[] | null;
  connect?: () => Promise<{ transmit(command: Buffer): Promise<Buffer>; disconnect(how: number): void }>;
}

/** A `smartcard` package over a service that the test changes. */
function fake(service: Service) {
  let wake = () => undefined as void;
  class Context {
    listReaders() {
      if (!service.readers) throw new Error('PC/SC service not running');
      return service.readers.map(({ name, present }) => ({
        name,
        state: present ? 0x20 : 0x10,
        connect: async () => service.connect!(),
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
  const more = { SCARD_LEAVE_CARD: 0, SCARD_RESET_CARD: 1, SCARD_STATE_PRESENT: 0x20 };
  const smartcard = { Context, ...constants, ...more } as unknown as Smartcard;
  return { smartcard, change: (next: Partial<Service>) => (Object.assign(service, next), wake()) };
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
    change({ readers: [{ name: 'ACME NFC 01', present: true }] });
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
});
