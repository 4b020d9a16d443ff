import type { Ports } from '../ports/index.ts';
import { authoriseReset } from '../services/authorise-reset.ts';
import { claim } from '../services/claim.ts';
import { completeReset, recover } from '../services/complete-reset.ts';
import { heartbeat } from '../services/heartbeat.ts';
import { abort, renewLease } from '../services/hold.ts';
import { enrolKiosk, openRedemption } from '../services/kiosk.ts';
import { checkSignatureCertificate } from '../services/signature-certificate.ts';
import type { App } from './context.ts';
import { serve } from './endpoint.ts';

/** STEP 2, the kiosk's calls. */
export function redemptionRoutes(app: App, ports: Ports): void {
  serve(app, ports, 'enrolKiosk', ({ message, call }) => enrolKiosk(ports, message.code, call));
  serve(app, ports, 'heartbeat', ({ message, call }) => heartbeat(ports, message, call));
  serve(app, ports, 'openRedemption', ({ call }) => openRedemption(ports, call));
  serve(app, ports, 'claim', ({ caller, message, call }) => claim(ports, caller, message, call));
  serve(app, ports, 'renew', ({ caller, call }) => renewLease(ports, caller.payload, call));
  serve(app, ports, 'authorise', ({ caller, message, call }) =>
    authoriseReset(ports, caller.payload, message, call),
  );
  serve(app, ports, 'abort', ({ caller, call }) => abort(ports, caller.payload, call));
  serve(app, ports, 'complete', ({ message, call }) => completeReset(ports, message, call));
  serve(app, ports, 'checkSignatureCertificate', ({ caller, message, call }) =>
    checkSignatureCertificate(ports, caller.payload, message, call),
  );
  serve(app, ports, 'recover', ({ caller, message, call }) => recover(ports, caller, message, call));
}
