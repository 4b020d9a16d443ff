import { Card } from '#clients/card/card.ts';
import { insertCard, type VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { printed, secret } from '#clients/lab/people/people.ts';
import { presentCard, readCard } from '#clients/sdk/step1.ts';
import { openRedemption, recover, reset } from '#clients/sdk/step2.ts';
import type { ReservationView } from '#schema/contract/reservation.ts';
import type { World } from './world.ts';

/** What the person knows and types. */
export interface Typed {
  pin: string;
  newPassword: string;
}

/** Both steps with a virtual card, APDU by APDU; answers what phone and kiosk were told on the way. */
export async function walkWholeJourney(world: World, virtual: VirtualCard, typed: Typed) {
  const reader = { open: () => insertCard(virtual) };
  const pin = secret(typed.pin);
  const phone = await world.phone();
  const session = await phone.open();
  const { evidence, photo } = await readCard(session, { reader, pin, matchingNumberB: printed() });
  const reserved = await phone.face(await presentCard(phone.api, session, { evidence, photo }));
  const kiosk = await world.kiosk();
  const seen: ReservationView[] = [];
  const { claimed, completed } = await reset({
    api: kiosk.api,
    reader,
    pin,
    password: secret(typed.newPassword).secret,
    onClaimed: async () => seen.push(await phone.api.call('getReservation', { token: reserved.ticket })),
  });
  const again = await openRedemption(kiosk.api);
  const recovered = await recover(kiosk.api, new Card(await reader.open()), again);
  return { reserved, photo, claimed, seen: seen[0], completed, recovered };
}
