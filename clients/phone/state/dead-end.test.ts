import { describe, expect, it } from 'vitest';
import { atHold, atSending, atWelcome, Play, says, service, session } from '../test/play.ts';
import { deadEndOf } from './arrival.ts';
import type { Service } from './types.ts';

const at = (change: Partial<Service>, kind: 'shell' | 'none' = 'shell') =>
  new Play().do({ type: 'started', kept: null, kind }, { type: 'heard', service: { ...service, ...change } });

const closed = { phone: { open: false, until: null, reason: 'maintenance' as const } };
const noWindows = { reservation: { ...service.reservation, windows: [] } };

describe('a way that cannot be begun', () => {
  it('is known on the first screen', () => {
    expect(deadEndOf(at({}).state)).toBeNull();
    expect(deadEndOf(at(closed).state)).toBe('closed');
    expect(deadEndOf(at(noWindows).state)).toBe('no-windows');
    expect(deadEndOf(at(closed, 'none').state)).toBe('no-reader');
    expect(deadEndOf(atWelcome().state)).toBeNull();
  });
});

describe('what stands against going on', () => {
  it.each([
    ['closed', closed],
    ['no-windows', noWindows],
  ])('%s is a screen of its own, which is left by itself once it is over', (_what, change) => {
    const play = at(change).do({ type: 'begin' }, { type: 'agree' });
    expect(play.phase.name).toBe('check');
    expect(play.types()).toEqual(['ask-service']);
    expect(play.do({ type: 'heard', service: { ...service, ...change } }).phase.name).toBe('check');
    expect(play.do({ type: 'heard', service }).phase).toMatchObject({ name: 'numbers', field: 'birth' });
  });

  it('is asked about again by itself while it is closed, as long as the page is in sight', () => {
    const play = at(closed).do({ type: 'begin' }, { type: 'agree' }).wait(29);
    expect(play.types()).toEqual([]);
    expect(play.wait(1).types()).toEqual(['ask-service']);
    expect(play.wait(1).types()).toEqual([]);
    expect(play.do({ type: 'hidden' }).wait(60).types()).toEqual([]);
    expect(play.do({ type: 'shown' }).wait(1).types()).toEqual(['ask-service']);
    play.do({ type: 'heard', service: { ...service, ...noWindows } });
    expect(play.wait(60).types()).toEqual([]);
  });

  it('is nothing for most: from the agreement to the card', () => {
    const play = at({}).do({ type: 'begin' }, { type: 'agree' });
    expect(play.phase.name).toBe('numbers');
    expect(play.types()).toEqual(['load-engine']);
  });

  it('is not passed over by a text that has changed since', () => {
    const play = at(closed).do({ type: 'begin' }, { type: 'agree' });
    play.do({ type: 'heard', service: { ...service, consentVersion: 'next' } });
    expect(play.phase).toEqual({ name: 'consent', outdated: true });
  });
});

describe('the agreement', () => {
  it('is given to nobody before the service has said who it is', () => {
    const play = atWelcome().do({ type: 'begin' }, { type: 'agree' });
    expect(play.phase.name).toBe('consent');
    expect(play.do({ type: 'heard', service }, { type: 'agree' }).phase.name).toBe('numbers');
  });

  it('is waited for without a network, and said to be', () => {
    const play = atWelcome().do({ type: 'begin' }).fail('ask-service', { from: 'network' });
    expect(play.state.outage).toMatchObject({ trouble: { from: 'network' } });
    expect(play.do({ type: 'retry' }).types()).toEqual(['ask-service']);
  });
});

describe('the number to ask by', () => {
  it('is the one of the visit, and outlives a refusal', () => {
    expect(atHold().state.support).toBe(session.support);
    const play = atSending().fail('reserve', says('face-attempts-exhausted', { support: session.support }));
    expect(play.phase).toMatchObject({ name: 'refused', trouble: { support: session.support } });
    expect(play.state.support).toBe(session.support);
  });
});
