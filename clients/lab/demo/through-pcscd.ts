import { BridgeReader } from '#clients/card/pcsc/client.ts';
import type { Socket } from '#clients/card/pcsc/link.ts';
import { BridgeProcess, ORIGIN } from '#clients/lab/reader-stack/step2/bridge-process.ts';
import { startPcscd } from '#clients/lab/reader-stack/pcscd.ts';
import { proveOnDebian } from '#clients/lab/reader-stack/prove-on-debian.ts';
import { VpcdSlot } from '#clients/lab/reader-stack/slot.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { WebSocket } from 'ws';
import { issueCard } from '#clients/lab/people/lab.ts';
import { startLocalSystem } from '#clients/lab/system/system.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { walkJourney } from './journey.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { textNarrator } from './report.ts';
import { Steps } from './steps.ts';

// `npm run lab -- demo:pcscd`: the journey with the card in Debian's reader stack: dialogue → bridge (its own process) → PC/SC →
// pcscd → vpcd → card, and both Workers behind the dialogue.

const BRIDGE_PORT = 47_114;

/** A page's reader, once pcscd has seen the card. */
async function readerOf(bridge: BridgeProcess): Promise<{ reader: BridgeReader; unwatch: () => void }> {
  const reader = new BridgeReader(await bridge.start(), {
    connect: (url, protocol) => new WebSocket(url, protocol, { origin: ORIGIN }) as Socket,
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const unwatch = reader.watch((state) => state === 'present' && resolve());
  await promise;
  return { reader, unwatch };
}

/** Puts an issued card into the reader, and walks both steps with it. */
async function walk(): Promise<void> {
  const system = await startLocalSystem();
  const pcscd = await startPcscd();
  const bridge = new BridgeProcess(BRIDGE_PORT);
  const slot = new VpcdSlot();
  const issued = await issueCard(system.lab.authority, {}, system.clock.now());
  await slot.insert(new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) }));
  const { reader, unwatch } = await readerOf(bridge);
  try {
    const holder = { ...personWith(issued), reader };
    const steps = new Steps(textNarrator((text) => void process.stdout.write(text)));
    await walkJourney(steps, system, { holder, holderCamera: (await openFaces()).holderCamera });
  } finally {
    unwatch();
    await bridge.close();
    await slot.remove();
    await pcscd.stop();
    await system.stop();
  }
}

process.exitCode = await proveOnDebian(
  'journey',
  (proof) => proof.line('both steps, with the card in a reader of PC/SC and the real back end', walk),
  { overPcsc: true },
);
