import { performance } from 'node:perf_hooks';
import { CardFailure } from '#clients/card/failure.ts';
import { ApiProblem, NetworkFailure, type Api } from '#clients/sdk/index.ts';
import { openSession, presentCard, readCard, showFace, type Camera } from '#clients/sdk/step1.ts';
import { agree, authorise, claim, complete, write } from '#clients/sdk/step2.ts';
import { NEW_PASSWORD } from '#clients/lab/people/cast.ts';
import { createPhone, visitKiosk } from '#clients/lab/people/devices.ts';
import { secret, type Person } from '#clients/lab/people/people.ts';

/** One step of a walk from outside, and how it ended: `ok`, or the code of what stopped it. */
export interface Seen {
  step: string;
  milliseconds: number;
  outcome: string;
}

/** Who walks, and where. */
export interface Walk {
  origin: string;
  kiosk: Api;
  person: Person;
  camera: Camera;
}

/** Goes through both steps of a deployment. Ends with the first step that was stopped; never throws for one. */
export async function walk({ origin, kiosk, person, camera }: Walk): Promise<Seen[]> {
  const seen: Seen[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = (outcome: string) =>
      seen.push({ step: name, milliseconds: Math.round(performance.now() - began), outcome });
    try {
      const result = await work();
      done('ok');
      return result;
    } catch (error) {
      done(codeOf(error));
      throw new Stopped();
    }
  };
  try {
    await step('health', () => well(origin));
    const phone = await createPhone(origin);
    const { consentVersion } = await step('service', () => phone.call('getService'));
    const session = await step('session', () => openSession(phone, consentVersion));
    const read = await readCard(session, person);
    const card = await step('card', () => presentCard(phone, session, read));
    const frames = await camera(card.liveness.steps);
    const { ticket } = await step('face', () => showFace(phone, card, async () => frames));
    const visit = await step('visit', () => visitKiosk(kiosk, person));
    await step('claim', () => claim(kiosk, visit.redemption, visit.claim));
    const agreed = await agree(visit);
    const authorised = await step('authorise', () => authorise(kiosk, visit.redemption, agreed.message));
    const receipt = await write(agreed, authorised, secret(NEW_PASSWORD).secret);
    await step('complete', () => complete(kiosk, receipt));
    await step('reservation', () => completed(phone, ticket));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return seen;
}

class Stopped extends Error {}

async function well(origin: string): Promise<void> {
  const response = await fetch(`${origin}/healthz`, { cache: 'no-store' });
  if (!response.ok) throw new Unexpected(`${response.status} ${(await response.text()).slice(0, 200)}`);
}

async function completed(phone: Api, token: string): Promise<void> {
  const { status } = await phone.call('getReservation', { token });
  if (status !== 'completed') throw new Unexpected(status);
}

class Unexpected extends Error {}

function codeOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.code;
  if (error instanceof CardFailure) return error.code;
  if (error instanceof Unexpected) return error.message;
  return error instanceof NetworkFailure || error instanceof TypeError ? 'no-answer' : String(error);
}
