import type { Heartbeat } from '#schema/contract/kiosk.ts';

/** Seconds until the next heartbeat of a kiosk that has nothing to say, and of one in trouble. */
const IDLE = 900;
const TROUBLED = 300;
/** Seconds for which a row may stand while nothing changes. */
export const ROW_STANDS = 1_800;
/** Steps by which a clock may be off before somebody should look at it. */
const SKEW_BORNE = 1;

/** Seconds until a kiosk in this condition is to be heard again. */
export const nextIn = (said: Heartbeat): number => (isTroubled(said) ? TROUBLED : IDLE);

const isTroubled = ({ reader, printer, waiting, skewSteps, cardLeft }: Heartbeat): boolean =>
  [
    reader !== 'ready',
    printer === 'paper-out' || printer === 'fault',
    waiting > 0,
    Math.abs(skewSteps) > SKEW_BORNE,
    cardLeft,
  ].includes(true);
