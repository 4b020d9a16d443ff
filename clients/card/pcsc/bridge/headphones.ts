import { readdir } from 'node:fs/promises';
import { Looked, printed } from './looked.ts';
import type { Log } from './server.ts';

/** Where the sound cards are, what names their switches, and milliseconds between two looks. */
const ALSA = { folder: '/dev/snd', program: 'amixer', pause: 1_000 };

/**
 * Whether headphones are plugged into a sound card of this machine, by the jack switches that ALSA knows. A browser is told
 * of devices that come and go, and not of a plug in a socket. A machine without sound, or without the program, has none.
 */
export function headphones(log: Log, alsa: Partial<typeof ALSA> = {}): Looked<boolean> {
  const { folder, program, pause } = { ...ALSA, ...alsa };
  return new Looked({
    first: false,
    pause,
    failed: (why) => log('warn', `headphones are not noticed: ${why}`),
    async look() {
      const names = await readdir(folder).catch(() => []);
      const cards = names.flatMap((name) => /^controlC(\d+)$/.exec(name)?.[1] ?? []);
      const told = await Promise.all(cards.map((card) => printed(program, '-D', `hw:${card}`, 'contents')));
      return told.some(isPlugged);
    },
  });
}

/** Does a jack for headphones have something in it? `contents` as `amixer contents` prints the controls of a card. */
export function isPlugged(contents: string): boolean {
  return contents.split(/^(?=numid=)/m).some((control) => {
    const [, name = ''] = /name='([^']*)'/.exec(control) ?? [];
    // A phantom is a socket without a switch: always on.
    const isJack = /\b(Headphone|Headset)\b.*\bJack$/.test(name) && !/\b(Mic|Phantom)\b/.test(name);
    return isJack && /^\s*: values=(\w+,)*on\b/m.test(control);
  });
}
