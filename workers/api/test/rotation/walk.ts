import { decodeJwt } from 'jose';
import { complete } from '#clients/sdk/step2.ts';
import { newKiosk, newPhone } from '../actors.ts';
import type { TestCard } from '../card.ts';
import { problemOf } from '../proven.ts';
import type { Fleet } from './fleet.ts';

/** What people met on their way. */
export interface Met {
  journeys: number;
  /** Refusals that a person saw, by code, and codes that differed between phone and kiosk. */
  refusals: string[];
  /** Longest life of a token that a master key made, seconds. */
  longest: number;
}

/** Both steps of one person, as phone and kiosk see them. Whatever is refused is noted, and ends the journey. */
export async function walk(fleet: Fleet, card: TestCard, met: Met): Promise<void> {
  const journey = bothSteps(fleet, card, met);
  await journey.catch(async () => met.refusals.push((await problemOf(journey)).code));
  met.journeys += 1;
}

async function bothSteps(fleet: Fleet, card: TestCard, met: Met): Promise<void> {
  const phone = await newPhone(fleet.around());
  const session = await phone.open();
  note(met, session.session);
  const presented = await phone.present(card);
  note(met, presented.liveness.challenge);
  const { ticket } = await phone.face(presented);
  const view = () => phone.api.call('getReservation', { token: ticket });
  await view();
  const kiosk = await newKiosk(fleet.around());
  const visit = await kiosk.claim(card);
  note(met, visit.redemption.redemption);
  for (let poll = 0; poll < 3; poll++)
    if ((await view()).matchCode !== visit.claimed.matchCode) met.refusals.push('match codes differ');
  const { authorisation, agreement } = await kiosk.authorise(visit, card);
  await complete(kiosk.api, await card.reset(authorisation, agreement));
  if ((await view()).status !== 'completed') met.refusals.push('not completed');
}

function note(met: Met, token: string): void {
  const { iat, exp } = decodeJwt(token);
  met.longest = Math.max(met.longest, exp! - iat!);
}
