/** One thing the demonstration did. `facts` come from what was answered, never from what was expected. */
export interface StepReport {
  part: string;
  step: string;
  facts: string[];
  milliseconds: number;
  ok: boolean;
  /** Problem or failure code, where the step was to be refused, or failed. */
  code: string | null;
}

/** Tells of each step as it ends. */
export interface Narrator {
  tell(report: StepReport): void;
  /** All of it once more, at the end. */
  finish(reports: readonly StepReport[], milliseconds: number): void;
}

export function textNarrator(write: (text: string) => void): Narrator {
  let part = '';
  return {
    tell(report) {
      if (report.part !== part) write(`\n${report.part}\n`);
      part = report.part;
      const took = `${Math.round(report.milliseconds)} ms`;
      write(`  ${report.ok ? '✓' : '✗'} ${report.step.padEnd(58)} ${took.padStart(8)}\n`);
      for (const fact of report.facts) write(`      ${fact}\n`);
    },
    finish(reports, milliseconds) {
      const failed = reports.filter(({ ok }) => !ok).length;
      write(
        `\n${reports.length - failed} steps done, ${failed} failed, ${(milliseconds / 1_000).toFixed(1)} s\n`,
      );
    },
  };
}

/** One JSON object for all of it. */
export function jsonNarrator(write: (text: string) => void): Narrator {
  return {
    tell: () => undefined,
    finish: (steps, milliseconds) => {
      const ok = steps.every((step) => step.ok);
      write(`${JSON.stringify({ ok, milliseconds: Math.round(milliseconds), steps }, null, 2)}\n`);
    },
  };
}
