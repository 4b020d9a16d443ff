import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { RecordingShell } from '#clients/phone/app/shell/recording-shell.ts';
import type { Sequence } from '#clients/phone/app/shell/sequence.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { NOW, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { Card } from '../card.ts';
import { precheck } from '../dialogue/precheck.ts';
import { selectJpki } from '../applets/jpki.ts';
import { ERRORS, FakePhone, shellOn } from '../test/fake-phone.ts';
import { expectedOf, replay, SequenceFile } from '../test/replay.ts';
import { findShellReader } from './client.ts';

let issued: PersonalisedCard;
beforeAll(async () => {
  issued = await (await openLab()).issue();
});
const words = () => ({ hold: 'hold', slowly: 'slowly', reading: 'reading', done: 'done', lost: 'lost' });

/** A phone whose shell writes down what happens, and what it wrote. */
async function recording(platform: 'ios' | 'android') {
  const phone = new FakePhone(platform);
  const recorded: Sequence[] = [];
  const ended = (sequence: Sequence) => void recorded.push(sequence);
  const { channel, shell } = shellOn(phone, { platform }, (parts) => {
    return new RecordingShell(parts, { ended, now: () => performance.now() });
  });
  const reader = (await findShellReader(words, { channel }))!;
  const card = new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });
  return { phone, recorded, shell, reader, card };
}

/** Every text in a value, and how many it has. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

describe.each(['ios', 'android'] as const)('a reading on %s', (platform) => {
  it('is written down as kinds and times, of the form that is replayed, and does the same again', async () => {
    const { phone, recorded, reader, card } = await recording(platform);
    await phone.hold(card);
    const client = new Card(await reader.open());
    await precheck(client, NOW);
    await selectJpki(client);
    await client.close({ reset: true });
    await phone.hold(card);
    const lost = new Card(await reader.open());
    phone.lift();
    await precheck(lost, NOW).catch(() => undefined);
    await lost.close({ reset: true });
    expect(recorded.length).toBe(2);
    for (const sequence of recorded) {
      expect(v.parse(SequenceFile, JSON.parse(JSON.stringify(sequence)))).toEqual(sequence);
      const done = replay({ ...sequence, events: quick(sequence.events) }, ERRORS);
      await expect.poll(() => done.answered.length).toBe(expectedOf(sequence).answered.length);
      expect(done).toEqual(expectedOf(sequence));
    }
    expect(recorded[0]!.events.length).toBeGreaterThan(10);
    expect(JSON.stringify(recorded[1])).toContain(
      platform === 'ios' ? 'TagConnectionLost' : 'transceive fail',
    );
  });
});

/** The same kinds in the same order, two milliseconds after each other. */
const quick = (events: Sequence['events']): Sequence['events'] =>
  events.map((event, at) => ({ ...event, at: at * 4, ...('took' in event && { took: 1 }) }));

it('what is written down is of a fixed list of words, whatever the card said and an error tells', async () => {
  const { phone, recorded, reader, card } = await recording('android');
  await phone.hold(card);
  const client = new Card(await reader.open());
  await selectJpki(client);
  phone.nfc.isoDepHandler.transceive = () => Promise.reject(new Error(`0020008004${PIN}`));
  await selectJpki(client).catch(() => undefined);
  await client.close({ reset: true });
  const known =
    /^(android|phone|Fake 1|open|say|apdu|close|done|answer|failed|link-lost|other|[a-z]+[A-Z]\w+|transceive)$/;
  expect(textsIn(recorded).filter((text) => !known.test(text))).toEqual([]);
  expect(textsIn(recorded)).toContain('other');
});
