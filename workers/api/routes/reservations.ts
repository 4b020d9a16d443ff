import { ok, refused } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import { renewCard } from '../services/card-token.ts';
import { challengeLiveness } from '../services/challenge.ts';
import { cancelReservation, getReservation } from '../services/own-reservation.ts';
import { presentCard } from '../services/present-card.ts';
import { reserve } from '../services/reserve.ts';
import { openSession } from '../services/session.ts';
import type { App } from './context.ts';
import { serve } from './endpoint.ts';

/** STEP 1, the phone's calls. */
export function reservationRoutes(app: App, ports: Ports): void {
  serve(app, ports, 'openSession', ({ message, call }) => openSession(ports, message, call));
  serve(app, ports, 'presentCard', ({ caller, message, files, call }) =>
    presentCard(ports, caller, { evidence: message, photo: files['photo']![0]! }, call),
  );
  serve(app, ports, 'challengeLiveness', ({ caller, call }) =>
    challengeLiveness(ports, caller.payload, call),
  );
  serve(app, ports, 'renewCard', async ({ caller, call }) =>
    ok(await renewCard(ports, caller.payload, call.now)),
  );
  serve(app, ports, 'reserve', async ({ caller, message, files, call }) => {
    const images = files['frame']!;
    if (images.length !== message.capturedAt.length) return refused('malformed-request', 'capturedAt');
    const frames = images.map((image, index) => ({ image, capturedAt: message.capturedAt[index]! }));
    return reserve(ports, caller.payload, { challenge: message.challenge, frames }, call);
  });
  serve(app, ports, 'getReservation', ({ caller, call }) => getReservation(ports, caller.payload, call));
  serve(app, ports, 'cancelReservation', ({ caller, call }) =>
    cancelReservation(ports, caller.payload, call),
  );
}
