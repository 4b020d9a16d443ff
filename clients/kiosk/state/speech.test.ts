import { describe, expect, it } from 'vitest';
import { SCREENS } from '#clients/lab/pages/kiosk/gallery/states.ts';
import { textsOf } from '#clients/lab/voices/manifest.ts';
import { PASSWORD_FAULTS } from '#schema/contract/card/password.ts';
import { playTo, empty } from '../test/play.ts';
import { sayingOf, sayMissed } from './speech.ts';
import type { Open, State } from './types.ts';

const listening = (state: State, keypad = true): State => ({
  ...state,
  settings: { ...state.settings, speech: true, keypad },
});

/** Screens of the operator, and one that is gone within a second or so. */
const SILENT = /^(starting|enrol|pending|self-test)/;

describe('spoken guidance', () => {
  it('says something on every screen that a customer sees', () => {
    const silent = Object.entries(SCREENS).filter(([, state]) => sayingOf(listening(state)).length === 0);
    expect(silent.map(([name]) => name).filter((name) => !SILENT.test(name))).toEqual([]);
  });

  it('says nothing where nobody asked for it', () => {
    for (const state of Object.values(SCREENS)) expect(sayingOf(state)).toEqual([]);
  });

  it('has a use for every sentence, and names keys only to somebody who uses them', () => {
    const dialogs = (['stop', 'help'] as const).map((open: Open) => ({ ...SCREENS['menu']!, open }));
    const states = [...Object.values(SCREENS), ...dialogs];
    const missed = sayMissed(listening(SCREENS['password']!), { faults: PASSWORD_FAULTS }).effects;
    const said = (keypad: boolean) =>
      new Set([
        ...states.flatMap((state) => sayingOf(listening(state, keypad)) as string[]),
        ...missed.flatMap((effect) => (effect.type === 'say' ? (effect.said as readonly string[]) : [])),
      ]);
    const all = Object.keys(textsOf('ja')).filter((name) => !name.startsWith('char-'));
    const heard = new Set([...said(true), ...said(false)]);
    expect(all.filter((name) => !heard.has(name))).toEqual([]);
    expect([...said(false)].filter((name) => name.endsWith('-keys'))).toEqual([]);
  });

  it('begins anew with each screen, ends with a touch, and is repeated when asked for', () => {
    const play = playTo('menu').put({ type: 'settings', settings: { speech: true, keypad: true } });
    const spoken = () => play.effects.flatMap((effect) => (effect.type === 'say' ? [effect.said] : []));
    expect(spoken()).toEqual([['menu', 'menu-keys', 'all-keys']]);
    expect((play.put({ type: 'begin' }), spoken())[0]).toContain('consent');
    expect((play.put({ type: 'touch' }), spoken())).toEqual([[]]);
    expect((play.put({ type: 'tick' }), spoken())).toEqual([]);
    expect((play.put({ type: 'again' }), spoken())[0]).toContain('consent');
    play.wait(90);
    expect(spoken().at(-1)).toEqual(['idle']);
    expect((play.put({ type: 'touch' }), spoken()).at(-1)).toContain('consent');
  });

  it('tells somebody who listens which rules a password misses, and nobody else', () => {
    const play = playTo('password');
    const missed = { type: 'missed', faults: ['too-short', 'no-digit'] } as const;
    expect(play.put(missed).effects).toEqual([]);
    play.put({ type: 'settings', settings: { speech: true } }, missed);
    expect(play.effects.flatMap((effect) => (effect.type === 'say' ? [effect.said] : [])).at(-1)).toEqual([
      'password-too-short',
      'password-no-digit',
    ]);
  });

  it('begins without asking with headphones, for each person anew, and ends when they are taken out', () => {
    const play = playTo('menu').put({ type: 'headphones', plugged: true });
    expect(play.effects.map((effect) => effect.type === 'say' && effect.said[0])).toEqual(['menu']);
    play.put({ type: 'begin' }, { type: 'settings', settings: { speech: false } }, { type: 'cancel' });
    expect([play.phase, play.state.settings.speech]).toEqual(['menu', true]);
    play.put({ type: 'begin' }, { type: 'settings', settings: { dark: true } });
    play.put({ type: 'headphones', plugged: false });
    expect(play.state.settings).toMatchObject({ speech: false, dark: false });
    expect(play.effects).toMatchObject([{ type: 'say', said: [] }]);
  });

  it('of hours is only said where the calendar has them', () => {
    const closed = listening(SCREENS['closed']!);
    expect(sayingOf(closed)).toEqual(['closed']);
    const kiosk = structuredClone(closed.service.kiosk!);
    kiosk.calendar.kioskHours.opensAt = 540;
    expect(sayingOf({ ...closed, service: { ...closed.service, kiosk } })).toEqual(['out-of-service']);
  });

  it('is off again for the next person, unless the machine speaks to everybody', () => {
    const play = playTo('consent').put({ type: 'settings', settings: { speech: true } }, empty);
    play.put({ type: 'cancel' });
    expect([play.phase, play.state.settings.speech]).toEqual(['menu', false]);
  });
});
