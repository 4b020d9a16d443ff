import { describe, expect, it } from 'vitest';
import { restore, type Restorable } from './restore.ts';

/** A service that says what is done to it. */
function service(over: Partial<Restorable> = {}) {
  const done: string[] = [];
  let turns = 0;
  const noted =
    (what: string) =>
    async (...words: string[]) =>
      void done.push([what, ...words].join(' '));
  const restorable: Restorable = {
    close: async () => (await noted('close')(), 'c'),
    open: noted('open'),
    pause: noted('pause'),
    resume: noted('resume'),
    trail: async () => ({
      sealed: done.includes('put back to then') ? 3 + turns : 7,
      unsealed: turns > 1 ? 0 : 2,
    }),
    turn: async () => void (turns += 1),
    bookmark: async () => (await noted('bookmark')(), 'b'),
    putBack: noted('put back to'),
    say: () => undefined,
    ...over,
  };
  return { restorable, done };
}

describe('putting the database back', () => {
  it('seals while nobody is answered, names what was, and opens only when the trail was taken up', async () => {
    const { restorable, done } = service();
    await restore(restorable, 'then');
    expect(done).toEqual(['close', 'pause', 'bookmark', 'put back to then', 'resume', 'open c']);
  });

  it('does not put anything back while events are not sealed', async () => {
    const { restorable, done } = service({ trail: async () => ({ sealed: 1, unsealed: 1 }) });
    await expect(restore(restorable, 'then')).rejects.toThrow('the trail is not being sealed');
    expect(done).toEqual(['close', 'pause']);
  });

  it('stays paused when the trail is not taken up', async () => {
    const { restorable, done } = service({
      trail: async () => ({ sealed: done.includes('put back to then') ? 1 : 7, unsealed: 0 }),
    });
    await expect(restore(restorable, 'then')).rejects.toThrow('stays paused');
    expect(done).not.toContain('resume');
  });
});
