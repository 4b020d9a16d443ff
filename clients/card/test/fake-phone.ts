import type { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import type { ShellChannel } from '../native/channel.ts';
import type { KeptReceipt } from '../native/messages.ts';
import type { Nfc, NfcErrors, TechnologyOptions } from '#clients/phone/app/shell/nfc.ts';
import { Shell, type ShellParts } from '#clients/phone/app/shell/shell.ts';

const classes = {
  UserCancel: class extends Error {},
  Timeout: class extends Error {},
  SystemBusy: class extends Error {},
  RadioDisabled: class extends Error {},
  UnsupportedFeature: class extends Error {},
  TagConnectionLost: class extends Error {},
  TagNotConnected: class extends Error {},
  SessionInvalidated: class extends Error {},
  RetryExceeded: class extends Error {},
  TagResponseError: class extends Error {},
  PacketTooLong: class extends Error {},
  Unexpected: class extends Error {},
  SecurityViolation: class extends Error {},
} satisfies NfcErrors;
export const ERRORS = classes;

/** A phone without a radio: it has the package's functions, and a virtual card where the antenna would be. */
export class FakePhone {
  readonly nfc: Nfc;
  /** What was done, in order; no APDUs. */
  readonly did: string[] = [];
  readonly #platform: 'ios' | 'android';
  #field: VirtualCard | null = null;
  #pending: PromiseWithResolvers<unknown> | null = null;
  #answers = Infinity;
  enabled = true;
  /** What the app would show without the page. */
  kept: KeptReceipt | null = null;
  /** Errors with which the next readings fail, one each. */
  readonly refusals: Error[] = [];
  /** The last reading's options. */
  options: TechnologyOptions | null = null;
  /** The very arrays that were handed over. */
  readonly commands: number[][] = [];

  constructor(platform: 'ios' | 'android') {
    this.#platform = platform;
    const transceive = (bytes: number[]) => this.#transceive(bytes);
    this.nfc = {
      start: async () => undefined,
      isSupported: async () => true,
      isEnabled: async () => this.enabled,
      requestTechnology: (tech, options) => this.#request(tech, options),
      cancelTechnologyRequest: () => this.#cancel(),
      isoDepHandler: { transceive },
      sendCommandAPDUIOS: async (bytes) => {
        const answer = await transceive(bytes);
        return { response: answer.slice(0, -2), sw1: answer.at(-2)!, sw2: answer.at(-1)! };
      },
      setAlertMessageIOS: async (text) => void this.did.push(`say ${text}`),
      invalidateSessionWithErrorIOS: async (text) => void this.did.push(`error ${text}`),
      setTimeout: async () => void this.did.push('timeout'),
    };
  }

  /** A hand holds a card to the phone. */
  async hold(card: VirtualCard): Promise<void> {
    await card.powerOn();
    this.#field = card;
    this.#pending?.resolve('IsoDep');
  }

  lift(): void {
    this.#field = null;
  }

  /** The card is taken away once it has answered so many commands from now on. */
  liftAfter(answers: number): void {
    this.#answers = answers;
  }

  /** The person closes the sheet, or the system does. */
  end(error: Error): void {
    this.#pending?.reject(error);
  }

  async #request(tech: string, options: TechnologyOptions): Promise<unknown> {
    this.did.push(`request ${tech}: ${options.alertMessage}`);
    this.options = options;
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    this.#pending = Promise.withResolvers();
    if (this.#field) this.#pending.resolve(tech);
    return this.#pending.promise;
  }

  async #cancel(): Promise<void> {
    this.did.push('cancel');
    this.#pending?.reject(new classes.UserCancel());
    this.#pending = null;
    await this.#field?.powerOff();
    this.#field = null;
  }

  async #transceive(bytes: number[]): Promise<number[]> {
    this.commands.push(bytes);
    if (this.#answers <= 0) this.lift();
    this.#answers -= 1;
    const answer = await this.#field?.process(Uint8Array.from(bytes));
    if (answer && answer.length > 0) return Array.from(answer);
    throw this.#platform === 'ios' ? new classes.TagConnectionLost() : new Error('transceive fail');
  }
}

/** A page's channel to a shell on a fake phone, and what went over it. */
export function shellOn(
  phone: FakePhone,
  parts: Pick<ShellParts, 'platform'> & Partial<ShellParts>,
  make = (parts: ShellParts) => new Shell(parts),
) {
  const said: string[] = [];
  let toPage: (text: string) => void = () => undefined;
  const send = (text: string) => queueMicrotask(() => (said.push(text), toPage(text)));
  const shell = make({
    nfc: phone.nfc,
    errors: ERRORS,
    send,
    buzz: () => phone.did.push('buzz'),
    busyPause: 5,
    quickest: 0,
    model: 'Fake 1',
    keep: (receipt) => void (phone.kept = receipt),
    errands: {
      addToCalendar: async ({ title }) => phone.did.push(`calendar ${title}`),
      share: async (text) => phone.did.push(`share ${text}`),
      remind: async (reminders) => phone.did.push(`remind ${reminders.map(({ title }) => title).join()}`),
    },
    ...parts,
  });
  const channel: ShellChannel = {
    send: (text) => (said.push(text), void shell.hear(text)),
    listen: (listener) => (toPage = listener),
  };
  return { shell, channel, said };
}
