import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Card } from '../card.ts';
import { step1Challenge } from '../dialogue/challenge.ts';
import { proveStep1 } from '../dialogue/step1.ts';
import { selectJpki } from '../applets/jpki.ts';
import type { ReaderState } from '../reader.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { printed, secret } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { findChannel } from './channel.ts';
import { findShellReader, type Patience } from './client.ts';
import { readPageMessage, readShellMessage } from './messages.ts';
import { nfcFailure } from '#clients/phone/app/shell/nfc.ts';
import { ERRORS, FakePhone, shellOn } from '../test/fake-phone.ts';

let issued: PersonalisedCard;
beforeAll(async () => {
  issued = await (await openLab()).issue();
});
const card = () => new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });
const words = () => ({ hold: 'hold', slowly: 'slowly', reading: 'reading', done: 'done', lost: 'lost' });
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: { code: string }) => error.code,
  );
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A page in the app on a phone. */
async function inApp(
  platform: 'ios' | 'android',
  { waitForCard, patience }: { waitForCard?: number; patience?: Partial<Patience> } = {},
) {
  const phone = new FakePhone(platform);
  const shell = shellOn(phone, { platform, ...(waitForCard ? { waitForCard } : {}) });
  const reader = (await findShellReader(words, {
    channel: shell.channel,
    ...(patience ? { patience } : {}),
  }))!;
  const states: ReaderState[] = [];
  reader.watch((state) => states.push(state));
  return { phone, ...shell, reader, states };
}

describe.each(['ios', 'android'] as const)('in the app on %s', (platform) => {
  it('STEP 1 is read from a card held to the phone', async () => {
    const { phone, reader, states } = await inApp(platform);
    const opening = reader.open();
    await turn();
    await phone.hold(card());
    const client = new Card(await opening);
    const server = { token: 'token', audience: 'https://kaijo.example', nonce: 'A'.repeat(43) };
    const proof = await proveStep1({
      card: client,
      pin: secret(PIN),
      matchingNumberB: printed(),
      challenge: await step1Challenge(server),
    });
    expect(proof.photo.length).toBeGreaterThan(1_000);
    // What the app handed to the antenna is overwritten.
    expect(new Set(phone.commands.flat())).toEqual(new Set([0]));
    await client.close({ reset: true });
    expect(states).toEqual(['empty', 'present', 'empty']);
    const rest =
      platform === 'ios'
        ? ['buzz', 'say reading', 'buzz', 'say done', 'cancel']
        : ['timeout', 'buzz', 'buzz', 'cancel'];
    expect(phone.did).toEqual(['request IsoDep: hold', ...rest]);
  });
  it('who finds no place for the card is told to move it slowly', async () => {
    const { phone, reader } = await inApp(platform, { patience: { slowly: 10 } });
    const opening = reader.open();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await phone.hold(card());
    await opening;
    const said = platform === 'ios' ? ['say slowly', 'say reading'] : [];
    expect(phone.did.filter((what) => what.startsWith('say'))).toEqual(said);
  });
  it('a card that slips away is said to have, and can be held again', async () => {
    const { phone, reader } = await inApp(platform);
    await phone.hold(card());
    const client = new Card(await reader.open());
    phone.lift();
    const lost = platform === 'ios' ? 'card-removed' : 'link-lost';
    expect(await failing(selectJpki(client))).toBe(lost);
    await client.close({ reset: true });
    expect(phone.did.at(-1)).toBe(platform === 'ios' ? 'error lost' : 'cancel');
    await phone.hold(card());
    await selectJpki(new Card(await reader.open()));
  });
  it('nobody holds a card: no-card, after a while or when the person goes back', async () => {
    const { reader, phone } = await inApp(platform, { waitForCard: 20 });
    expect(await failing(reader.open())).toBe('no-card');
    const opening = failing(reader.open());
    await turn();
    await reader.cancel();
    expect(await opening).toBe('no-card');
    await phone.hold(card());
    await selectJpki(new Card(await reader.open()));
  });
  it('a card lost at any of its commands is a lost card, and the next reading works', async () => {
    const { phone, reader } = await inApp(platform);
    for (let kept = 0; kept < 6; kept += 1) {
      await phone.hold(card());
      const client = new Card(await reader.open());
      for (let at = 0; at < kept; at += 1) await selectJpki(client);
      phone.lift();
      expect(['card-removed', 'link-lost']).toContain(await failing(selectJpki(client)));
      await client.close({ reset: true });
    }
    await phone.hold(card());
    await selectJpki(new Card(await reader.open()));
  });
  it('a page that is loaded anew in the middle leaves no reading behind', async () => {
    const { phone, shell, channel, reader } = await inApp(platform);
    await phone.hold(card());
    await reader.open();
    await shell.pageGone();
    expect(phone.did.at(-1)).toBe('cancel');
    const next = await findShellReader(words, { channel });
    await phone.hold(card());
    await selectJpki(new Card(await next!.open()));
  });
  it('one card at a time', async () => {
    const { reader, phone } = await inApp(platform);
    await phone.hold(card());
    await reader.open();
    expect(await failing(reader.open())).toBe('reader-busy');
  });
});

describe('what the phone says', () => {
  it('the sheet closed by the person, or by the system, is no-card', async () => {
    for (const error of [new ERRORS.UserCancel(), new ERRORS.Timeout()]) {
      const { phone, reader } = await inApp('ios');
      const opening = failing(reader.open());
      await turn();
      phone.end(error);
      expect(await opening).toBe('no-card');
    }
  });
  it.each([
    [new ERRORS.SystemBusy(), 'reader-busy'],
    [new ERRORS.RadioDisabled(), 'reader-lost'],
    [new ERRORS.UnsupportedFeature(), 'reader-lost'],
    [new ERRORS.TagNotConnected(), 'card-removed'],
    [new Error('no nfc support'), 'reader-lost'],
    [new Error('You can only issue one request at a time'), 'reader-busy'],
    [new Error('transceive fail'), 'link-lost'],
    ['anything', 'link-lost'],
  ])('%s is %s', (error, code) => expect(nfcFailure(error, ERRORS)).toBe(code));
  it('NFC turned off is reader-lost, until it is on again', async () => {
    const { phone, shell, reader, states } = await inApp('android');
    shell.nfcChanged(false);
    await turn();
    expect(await failing(reader.open())).toBe('reader-lost');
    shell.nfcChanged(true);
    await turn();
    await phone.hold(card());
    await reader.open();
    expect(states).toEqual(['empty', 'reader-lost', 'empty', 'present']);
  });
});

describe('the antenna', () => {
  it('is asked again when iOS is busy, but not for ever', async () => {
    const { phone, reader } = await inApp('ios');
    phone.refusals.push(new ERRORS.SystemBusy(), new ERRORS.SystemBusy());
    await phone.hold(card());
    await selectJpki(new Card(await reader.open()));
    const again = await inApp('ios');
    again.phone.refusals.push(...Array.from({ length: 3 }, () => new ERRORS.SystemBusy()));
    expect(await failing(again.reader.open())).toBe('reader-busy');
    await again.phone.hold(card());
    await again.reader.open();
  });
  it('is let go when Android found a card and then does not take its settings', async () => {
    const { phone, reader } = await inApp('android');
    const { setTimeout: settle } = phone.nfc;
    phone.nfc.setTimeout = () => Promise.reject(new Error('no tag'));
    await phone.hold(card());
    expect(await failing(reader.open())).toBe('link-lost');
    expect(phone.did.at(-1)).toBe('cancel');
    phone.nfc.setTimeout = settle;
    await phone.hold(card());
    await reader.open();
  });
  it('does not disturb a card that computes a signature', async () => {
    const { phone, reader } = await inApp('android');
    await phone.hold(card());
    await reader.open();
    expect(phone.options).toMatchObject({ isReaderModeEnabled: true, readerModeDelay: 5_000 });
  });
});

describe('the app', () => {
  it('is not there in a plain browser', async () => {
    expect(findChannel({})).toBeNull();
    expect(await findShellReader(words, { channel: null })).toBeNull();
  });
  it('is not there where the app around the page is another one, or of another version', async () => {
    const silent = { send: () => undefined, listen: () => undefined };
    expect(await findShellReader(words, { channel: silent, patience: { hello: 20 } })).toBeNull();
    let answer = (_text: string) => undefined as void;
    const other = {
      send: () => answer('{"type":"ready","version":2,"nfc":true}'),
      listen: (listener: (text: string) => void) => (answer = listener),
    };
    expect(await findShellReader(words, { channel: other })).toBeNull();
  });
  it('is spoken to through the web view, and answers by a function of the page', () => {
    const sent: string[] = [];
    const page: { ReactNativeWebView: unknown; kaijoShell?: (text: string) => void } = {
      ReactNativeWebView: { postMessage: (text: string) => sent.push(text) },
    };
    const channel = findChannel(page)!;
    const heard: string[] = [];
    channel.send('out');
    channel.listen((text) => heard.push(text));
    page.kaijoShell!('in');
    expect([sent, heard]).toEqual([['out'], ['in']]);
  });
  it('a shell that stops answering has lost the card', async () => {
    const { reader, phone, channel } = await inApp('ios', { patience: { answer: 30 } });
    await phone.hold(card());
    const transport = await reader.open();
    channel.send = () => undefined;
    expect(await failing(transport.transceive(Uint8Array.of(0, 0xa4, 4, 0)))).toBe('link-lost');
  });
});

describe('errands', () => {
  it('are run by the app that says it can, and there is no answer', async () => {
    const { phone, reader } = await inApp('ios');
    expect([...reader.can]).toEqual(['calendar', 'share', 'remind']);
    expect(reader.device).toEqual({ platform: 'ios', model: 'Fake 1' });
    reader.run({ type: 'calendar', title: 'go', note: '', from: 1, until: 2 });
    reader.run({ type: 'share', text: 'told' });
    reader.run({ type: 'remind', reminders: [{ at: 1, title: 'soon', body: '' }] });
    await turn();
    expect(phone.did).toEqual(['calendar go', 'share told', 'remind soon']);
  });
  it('that the person forbids, or that fail, are over', async () => {
    const forbidden = () => Promise.reject(new Error('no'));
    const phone = new FakePhone('android');
    const errands = { addToCalendar: forbidden, share: forbidden, remind: forbidden };
    const { shell } = shellOn(phone, { platform: 'android', errands });
    await shell.hear('{"type":"share","text":"told"}');
    expect(phone.did).toEqual([]);
  });
  it('are none of an app of before', async () => {
    let answer = (_text: string) => undefined as void;
    const before = {
      send: () => answer('{"type":"ready","version":1,"nfc":true}'),
      listen: (listener: (text: string) => void) => (answer = listener),
    };
    const reader = (await findShellReader(words, { channel: before }))!;
    expect([reader.can.size, reader.device]).toEqual([0, null]);
  });
});

describe('messages', () => {
  it('are null when they are anything else, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readPageMessage(text)).toBeNull();
        expect(readShellMessage(text)).toBeNull();
      }),
    );
  });
  it('that are not of the protocol are not answered', async () => {
    const { channel, said } = await inApp('ios');
    const before = said.length;
    for (const text of ['', '{}', '{"type":"apdu","id":1,"data":"?"}', `"${'x'.repeat(100_000)}"`])
      channel.send(text);
    await turn();
    expect(said.length).toBe(before + 4);
  });
});
