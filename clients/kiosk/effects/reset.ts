import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { decodeAuthorisation, decodeSignedRecord } from '#schema/contract/card.ts';
import type { Recover, RedemptionReply } from '#schema/contract/redemption.ts';
import { CardFailure } from '#clients/card/failure.ts';
import type { BegunFacts, Of } from '../outbox/evidence.ts';
import type { SettledFacts } from '../state/effects.ts';
import { passes } from '../state/trouble.ts';
import { granted, kioskTrouble, Troubled } from './trouble.ts';
import { challengeOf } from './visit.ts';
import type { World } from '../ports.ts';
import type { Outcome } from '../state/events.ts';
import type { Runner } from './run.ts';

export const compare: Runner<'compare'> = ({ entries }) => ({
  type: 'compared',
  differsAt: entries.differsAt(),
});

export const authorise: Runner<'authorise'> = async ({ desk, service }, { redemption }) => {
  const message = await desk.agree();
  const reply = granted(await service.call('authorise', { token: redemption.redemption, message }));
  const { authorisation, record } = reply;
  return { type: 'authorised', authorisation, record };
};

/** The mark that a write begins is on disk before the card is told to write. */
export const write: Runner<'write'> = async (world, effect, { state }) => {
  const { redemption, authorisation, record } = effect;
  const id = crypto.randomUUID();
  const { ticketHash } = decodeAuthorisation(fromBase64url(authorisation));
  const { card, claim } = state.visit!;
  const { reservationId } = claim!;
  const facts = { card: card!, ticketHash: toBase64url(ticketHash), reservationId, record };
  await world.outbox.begin(id, facts, world.clock.now()).catch(() => {
    throw kioskTrouble('storage');
  });
  const receipt = await writeOn(world, authorisation, id);
  try {
    await world.outbox.receipt(id, { ...receipt, record }, world.clock.now());
    await world.outbox.drop(redemption);
  } catch {
    // The mark of the beginning is still there, and the card can be asked.
    throw kioskTrouble('unsettled');
  }
  return { type: 'written', evidence: id };
};

/** Refusals after which the card is surely as it was before. */
const NOTHING_WRITTEN = new Set(['password-rule', 'authorisation-refused']);

async function writeOn({ desk, entries, outbox }: World, authorisation: string, id: string) {
  try {
    return await desk.write(authorisation, entries.view('password'));
  } catch (error) {
    if (error instanceof CardFailure && NOTHING_WRITTEN.has(error.code)) await outbox.settle(id);
    throw error;
  }
}

export const check: Runner<'check'> = async ({ desk, entries }) => {
  try {
    return { type: 'checked', ...(await desk.signatureCertificate(entries.view('password'))) };
  } finally {
    entries.forget('password', 'again');
  }
};

/** A certificate of which nothing is known stays one of which nothing is known. */
export const askCertificate: Runner<'ask-certificate'> = async ({ service }, { redemption, named }) => {
  const answer = await service.call('checkSignatureCertificate', {
    token: redemption.redemption,
    message: named,
  });
  if (!answer.ok) return { type: 'standing', standing: 'unknown' };
  return { type: 'standing', standing: answer.value.reason ?? answer.value.status };
};

/** The card is asked first, its answer kept, and only then the service told: none of it is asked of the person twice. */
export const settle: Runner<'settle'> = async (world, effect, { serverNow }) => {
  const { id } = await world.desk.look(serverNow);
  const marks = await world.outbox.begun(world.clock.now());
  const mine = marks.filter(({ card }) => card === id).sort((a, b) => b.at - a.at);
  if (effect.only === 'begun' && mine.length === 0) throw kioskTrouble('another-card');
  const redemption = effect.redemption ?? granted(await world.service.call('openRedemption'));
  const message = await world.desk.status(challengeOf(redemption));
  for (const mark of mine) {
    const word = { redemption: redemption.redemption, message: withRecord(message, mark), ...factsOf(mark) };
    await world.outbox.status(mark.id, word, world.clock.now());
  }
  return settleWith(world, redemption, message, mine);
};

async function settleWith(
  world: World,
  redemption: RedemptionReply,
  message: Recover,
  marks: readonly Of<'begun'>[],
): Promise<Outcome> {
  const [newest] = marks;
  const told = newest ? withRecord(message, newest) : message;
  const answer = await world.service.call('recover', { token: redemption.redemption, message: told });
  const begunFor = newest?.reservationId ?? null;
  if (!answer.ok && newest && passes(answer.trouble)) {
    const settled = ownWordOf(message, newest);
    return { type: 'settled', settled, begunFor, recorded: false, evidence: newest.id };
  }
  if (!answer.ok) throw new Troubled(answer.trouble);
  for (const { id } of marks) await world.outbox.settle(id);
  await world.outbox.drop(redemption);
  return { type: 'settled', settled: answer.value, begunFor, recorded: true, evidence: null };
}

const factsOf = ({ card, ticketHash, reservationId, record }: BegunFacts): BegunFacts => ({
  card,
  ticketHash,
  reservationId,
  record,
});

const withRecord = (message: Recover, { record }: BegunFacts): Recover => ({ ...message, record });

/** Without the service: the card names the ticket of its last reset, and this kiosk knows which one it was told to use. */
function ownWordOf(message: Recover, { ticketHash, reservationId }: BegunFacts): SettledFacts {
  const last = toBase64url(decodeSignedRecord(fromBase64url(message.status)).ticketHash);
  return last === ticketHash
    ? { outcome: 'completed', reservationId, completedAt: null }
    : { outcome: 'not-reset', reservationId: null, completedAt: null };
}
