import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { SpokenLanguage } from '#clients/words/spoken.ts';

const DICTIONARY = '/var/lib/mecab/dic/open-jtalk/naist-jdic';
const NITECH = '/usr/share/hts-voice/nitech-jp-atr503-m001/nitech_jp_atr503_m001.htsvoice';

/** A voice of Debian: its name as the manifest has it, and how it speaks a text into a wav file. */
interface Voice {
  name: string;
  speak(text: string, wav: string): void;
}

/** At a rate of 1 the voice is slower than people bear who listen for long. */
const openJtalk = (rate: number): Voice => ({
  name: `Open JTalk 1.11, nitech-jp-atr503-m001, rate ${rate}`,
  speak: (text, wav) =>
    run('open_jtalk', ['-x', DICTIONARY, '-m', NITECH, '-r', String(rate), '-fm', '0', '-ow', wav], text),
});

const espeak: Voice = {
  name: 'espeak-ng 1.51, en-gb, 150 words a minute',
  speak: (text, wav) => run('espeak-ng', ['-v', 'en-gb', '-s', '150', '-g', '2', '-w', wav, '--stdin'], text),
};

export const VOICE_OF: Record<SpokenLanguage, Voice> = {
  ja: openJtalk(1.25),
  'ja-easy': openJtalk(1),
  en: espeak,
};

const OPUS = '--quiet --bitrate 16 --framesize 60 --speech --downmix-mono --padding 0 --serial 1'.split(' ');

/** Makes an Opus file of a wav file: the same bytes for the same sound. */
export const encode = (wav: string, opus: string): void =>
  run('opusenc', [...OPUS, '--discard-comments', '--discard-pictures', wav, opus]);

const PACKAGES = [
  'open-jtalk open-jtalk-mecab-naist-jdic espeak-ng opus-tools',
  'hts-voice-nitech-jp-atr503-m001',
];

/** What is to be installed first; null where all is there. */
export function missingTools(): string | null {
  const there = ['/usr/bin/open_jtalk', '/usr/bin/espeak-ng', '/usr/bin/opusenc', DICTIONARY, NITECH];
  if (there.every((path) => existsSync(path))) return null;
  return `On Debian, with contrib (the voice is there): apt-get install ${PACKAGES.join(' ')}`;
}

function run(program: string, args: string[], input = ''): void {
  execFileSync(program, args, { input, stdio: ['pipe', 'ignore', 'inherit'] });
}
