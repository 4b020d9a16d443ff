import { Hono } from 'hono';
import { endpoints } from '#schema/contract/endpoints.ts';
import { faultOf } from './domain/fault.ts';
import { refused } from './domain/result.ts';
import type { Ports } from './ports/index.ts';
import { requestLine, type App } from './routes/context.ts';
import { ownOrigin, pause, shield } from './routes/door.ts';
import { healthRoute } from './routes/health.ts';
import { problem } from './routes/problem.ts';
import { redemptionRoutes } from './routes/redemptions.ts';
import { reservationRoutes } from './routes/reservations.ts';
import { serviceRoutes } from './routes/service.ts';
import { countSteps } from './routes/steps.ts';
import { remembered } from './services/remembered.ts';

/** Seconds for which an isolate tells of closures from memory. What they refuse is decided on what the database says. */
const CALENDAR_KEPT = 10;

/** The whole HTTP interface over the given outside world. */
export function createApp(ports: Ports): App {
  const app: App = new Hono();
  app.use(requestLine(ports));
  app.use(countSteps(ports));
  app.use(ownOrigin(ports));
  app.use(shield(ports));
  app.use(pause(ports));
  const told = { ...ports, maintenance: { upcoming: remembered(ports.maintenance.upcoming, CALENDAR_KEPT) } };
  healthRoute(app, ports);
  serviceRoutes(app, told);
  reservationRoutes(app, told);
  redemptionRoutes(app, ports);
  app.notFound((c) => {
    const methods = Object.values(endpoints)
      .filter(({ path }) => path === c.req.path)
      .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    if (methods.length === 0) return problem(c, refused('not-found', 'path'));
    c.header('Allow', methods.join(', '));
    return problem(c, refused('method-not-allowed', 'method'));
  });
  app.onError((error, c) => {
    const fault = faultOf(error);
    return problem(c, refused('internal', fault.cause, { fault }));
  });
  return app;
}
