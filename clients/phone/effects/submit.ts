import type { Kept } from '../ports.ts';
import type { Effect } from '../state/effects.ts';
import type { Errand } from './run.ts';

type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;

/** Sends what the card proved. The evidence stays until the service has answered, so that it can be sent again. */
export async function present({ world, holding, tell }: Errand, { session }: Of<'present'>): Promise<void> {
  const { cardEvidence } = await import('./card-desk.ts');
  const proof = world.drawer.proof();
  const card = await world.api(holding.key!).call('presentCard', {
    token: session.session,
    message: cardEvidence(proof),
    files: { photo: [proof.photo] },
  });
  tell({ type: 'presented', card });
}

/** Sends the frames; the reservation they make is on this phone before the person is told of it. */
export async function reserve(
  { world, holding, tell }: Errand,
  { cardToken, liveness }: Of<'reserve'>,
): Promise<void> {
  const shots = world.drawer.shots();
  const reply = await world.api(holding.key!).call('reserve', {
    token: cardToken,
    message: { challenge: liveness.challenge, capturedAt: shots.map(({ capturedAt }) => capturedAt) },
    files: { frame: shots.map(({ image }) => image) },
  });
  world.drawer.forget(['frames']);
  const kept: Kept = { ticket: reply.ticket, key: holding.key!, view: reply.reservation };
  holding.kept = kept;
  // A phone that cannot keep it has still made it: the kiosk asks for the card alone.
  const saved = await world.keeper.save(kept).then(
    () => true,
    () => false,
  );
  tell({ type: 'reserved', view: reply.reservation, saved });
}
