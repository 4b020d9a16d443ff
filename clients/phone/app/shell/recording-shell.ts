import { Recorder } from './recorder.ts';
import type { Sequence } from './sequence.ts';
import { Shell, type ShellParts } from './shell.ts';

interface Recording {
  /** Called with each reading, once it is over. */
  ended(sequence: Sequence): void;
  /** Milliseconds, of a clock that runs evenly. */
  now(): number;
}

/** A shell that writes its readings down, as kinds and times. */
export class RecordingShell extends Shell {
  readonly #recorder: Recorder;

  constructor(parts: ShellParts, recording: Recording) {
    const { errors, platform, model } = parts;
    const recorder = new Recorder({ errors, device: { platform, model }, ...recording });
    super({
      ...parts,
      nfc: recorder.antenna(parts.nfc),
      send: (text) => {
        recorder.said(text);
        parts.send(text);
      },
    });
    this.#recorder = recorder;
  }

  override hear(text: string): Promise<void> {
    this.#recorder.heard(text);
    return super.hear(text);
  }

  override pageGone(): Promise<void> {
    this.#recorder.gone();
    return super.pageGone();
  }
}
