import * as v from 'valibot';
import { ERROR_CLASSES, ERROR_TEXTS, type Nfc, type NfcErrors } from '#clients/phone/app/shell/nfc.ts';
import type { Call, Sequence, SequenceEvent } from '#clients/phone/app/shell/sequence.ts';
import { Shell } from '#clients/phone/app/shell/shell.ts';
import type { PageMessage, ShellMessage } from '../native/messages.ts';
import { RemoteFailure } from '../remote-reader.ts';

const CALLS = [
  'requestTechnology',
  'cancelTechnologyRequest',
  'setTimeout',
  'transceive',
  'sendCommandAPDUIOS',
  'setAlertMessageIOS',
  'invalidateSessionWithErrorIOS',
] as const satisfies Call[];
const Time = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The form of a file of `clients/phone/app/sequences`. */
export const SequenceFile = v.strictObject({
  platform: v.picklist(['ios', 'android']),
  from: v.picklist(['phone', 'source']),
  model: v.pipe(v.string(), v.maxLength(60)),
  events: v.pipe(
    v.array(
      v.union([
        v.strictObject({
          at: Time,
          page: v.picklist(['open', 'say', 'apdu', 'close', 'gone']),
          lost: v.exactOptional(v.literal(true)),
        }),
        v.strictObject({
          at: Time,
          took: Time,
          call: v.picklist(CALLS),
          fails: v.exactOptional(v.picklist([...ERROR_CLASSES, ...ERROR_TEXTS, 'other'])),
          nothing: v.exactOptional(v.literal(true)),
        }),
        v.strictObject({
          at: Time,
          shell: v.picklist(['done', 'answer', 'failed']),
          code: v.exactOptional(RemoteFailure),
        }),
      ]),
    ),
    v.minLength(1),
  ),
}) satisfies v.GenericSchema<unknown, Sequence>;

type Answered = Extract<SequenceEvent, { call: Call }>;
type Asked = Extract<SequenceEvent, { page: unknown }>;
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The package as a sequence has it: each call is the next one of it, and takes as long. */
function antennaOf(events: readonly SequenceEvent[], errors: NfcErrors, asked: Call[]): Nfc {
  const next = events.filter((event): event is Answered => 'call' in event);
  const errorOf = (name: NonNullable<Answered['fails']>): Error => {
    const known = ERROR_CLASSES.find((own) => own === name);
    return known ? new errors[known]() : new Error(name);
  };
  const call = async <T>(name: Call, answer: T): Promise<T> => {
    asked.push(name);
    const event = next.shift();
    if (event?.call !== name) throw new Error(`${name} was asked for instead of ${event?.call}`);
    await after(event.took);
    if (event.fails) throw errorOf(event.fails);
    return event.nothing ? (null as T) : answer;
  };
  return {
    start: async () => undefined,
    isSupported: async () => true,
    isEnabled: async () => true,
    requestTechnology: () => call('requestTechnology', 'IsoDep'),
    cancelTechnologyRequest: () => call('cancelTechnologyRequest', undefined),
    isoDepHandler: { transceive: () => call('transceive', [0x90, 0]) },
    sendCommandAPDUIOS: () => call('sendCommandAPDUIOS', { response: [], sw1: 0x90, sw2: 0 }),
    setAlertMessageIOS: () => call('setAlertMessageIOS', undefined),
    invalidateSessionWithErrorIOS: () => call('invalidateSessionWithErrorIOS', undefined),
    setTimeout: () => call('setTimeout', undefined),
  };
}

const none = async () => undefined;

/**
 * Has a shell go through a sequence, by a clock that the caller moves: what the page asks is asked, what the package
 * answered is answered. Lists what the shell asked of the package and answered to the page.
 */
export function replay({ platform, events }: Sequence, errors: NfcErrors) {
  const asked: Call[] = [];
  const answered: string[] = [];
  const shell = new Shell({
    nfc: antennaOf(events, errors, asked),
    errors,
    platform,
    model: '',
    errands: { addToCalendar: none, share: none, remind: none },
    keep: () => undefined,
    buzz: () => undefined,
    send: (text) => {
      const message = JSON.parse(text) as ShellMessage;
      answered.push(message.type === 'failed' ? `failed ${message.code}` : message.type);
    },
  });
  let id = 0;
  const ask = (event: Asked): void => {
    if (event.page !== 'gone') return void shell.hear(JSON.stringify(messageOf(event, (id += 1))));
    id = 0;
    void shell.pageGone();
  };
  for (const event of events) if ('page' in event) setTimeout(() => ask(event), event.at);
  return { asked, answered };
}

function messageOf({ page, lost }: Asked, id: number): PageMessage {
  switch (page) {
    case 'say':
      return { type: page, say: '' };
    case 'apdu':
      return { type: page, id, data: 'AKQEAA' };
    case 'close':
      return { type: page, id, ok: !lost, say: '' };
    default:
      return { type: 'open', id, say: '' };
  }
}

/** What a sequence says that its shell asked and answered. */
export const expectedOf = ({ events }: Sequence) => ({
  asked: events.flatMap((event) => ('call' in event ? [event.call] : [])),
  answered: events.flatMap((event) =>
    'shell' in event ? [event.code ? `failed ${event.code}` : event.shell] : [],
  ),
});
