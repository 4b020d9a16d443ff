import type {
  Asked,
  ClosureWeight,
  OperatorAnswers,
  OperatorRefusal,
  PlannedClosure,
} from '#schema/contract/operator-acts.ts';
import { faultOfPlan, inForce, isBeside, weigh } from '../domain/closures.ts';
import { actOf } from '../domain/fleet.ts';
import type { Ports } from '../ports/index.ts';
import type { Acting } from './operate-kiosks.ts';

type Calendar = Pick<Ports, 'closures' | 'random'>;

/** What a closure that is only thought of would take from the reservations that live now. */
export async function weighClosure(
  { closures, settings }: Pick<Ports, 'closures' | 'settings'>,
  wanted: Asked<'weighClosure'>,
  now: number,
): Promise<ClosureWeight> {
  const [maintenance, live] = await Promise.all([closures.planned(now), closures.liveByEnd(now)]);
  return weigh(wanted, live, now, { ...settings.hours, maintenance });
}

/** Plans a closure, or says why not. */
export async function planClosure(
  ports: Calendar,
  { force, ...wanted }: Asked<'planClosure'>,
  { actor, now }: Acting,
): Promise<PlannedClosure | OperatorRefusal> {
  const beside = !force && isBeside(wanted, await ports.closures.planned(now));
  const fault = faultOfPlan(wanted, now, { force, beside });
  if (fault) return fault;
  const closure = { id: ports.random.uuid(), ...wanted };
  return (await store(ports, closure, { actor, now }, !force)) ? closure : 'closure-overlaps';
}

/** Closes from now on, whatever else is planned. */
export async function closeNow(
  ports: Calendar,
  { seconds, ...ordered }: Asked<'closeNow'>,
  { actor, now }: Acting,
): Promise<PlannedClosure> {
  const closure = { id: ports.random.uuid(), from: now, until: now + seconds, ...ordered };
  await store(ports, closure, { actor, now }, false);
  return closure;
}

function store(ports: Calendar, closure: PlannedClosure, { actor, now }: Acting, unlessBeside: boolean) {
  const { note: _, ...facts } = closure;
  const event = actOf('maintenance-planned', { at: now, actor }, facts);
  return ports.closures.plan(closure, event, unlessBeside);
}

/** Ends the closures in force; `not-closed` when there is none. */
export async function openNow(
  { closures }: Pick<Ports, 'closures'>,
  { scope }: Asked<'openNow'>,
  acting: Acting,
): Promise<OperatorAnswers['openNow'] | OperatorRefusal> {
  const ending = inForce(await closures.planned(acting.now), scope, acting.now);
  return ending.length === 0 ? 'not-closed' : end(closures, ending, acting);
}

/** Takes one closure back, or ends it early; `closure-unknown` when none that is not over has the id. */
export async function endClosure(
  { closures }: Pick<Ports, 'closures'>,
  { id }: Asked<'endClosure'>,
  acting: Acting,
): Promise<OperatorAnswers['endClosure'] | OperatorRefusal> {
  const ending = (await closures.planned(acting.now)).filter((closure) => closure.id === id);
  return ending.length === 0 ? 'closure-unknown' : end(closures, ending, acting);
}

async function end(
  closures: Ports['closures'],
  ending: readonly PlannedClosure[],
  { actor, now }: Acting,
): Promise<{ ended: PlannedClosure[] } | OperatorRefusal> {
  const events = ending.map(({ id }) => actOf('maintenance-removed', { at: now, actor }, { id }));
  const ended = await closures.end(
    ending.map(({ id }) => id),
    events,
  );
  return ended.length === 0 ? 'conflict' : { ended: ending.filter(({ id }) => ended.includes(id)) };
}
