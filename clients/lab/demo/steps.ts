import { performance } from 'node:perf_hooks';
import { CardFailure } from '#clients/card/failure.ts';
import { ApiProblem } from '#clients/sdk/index.ts';
import type { Narrator, StepReport } from './report.ts';

/** Thrown when a step did not do what it has to: what follows would mean nothing. */
export class StepFailed extends Error {
  override name = 'StepFailed';
}

/** Notes a fact for the report of the step being done. */
export type Note = (fact: string) => void;

/** Runs steps one after another, measures them, and reports each. */
export class Steps {
  readonly reports: StepReport[] = [];
  readonly #narrator: Narrator;
  #part = '';

  constructor(narrator: Narrator) {
    this.#narrator = narrator;
  }

  part(name: string): void {
    this.#part = name;
  }

  /** A step that has to succeed. Throws `StepFailed` when it does not. */
  async does<T>(step: string, work: (note: Note) => Promise<T>): Promise<T> {
    const { value, report } = await this.#run(step, work);
    this.#tell({ ...report, ok: value !== null });
    if (value === null) throw new StepFailed(`${step}: ${report.code}`);
    return value.result;
  }

  /** A step that has to be refused with this code: a problem of the service, or a failure of the card. */
  async refuses(step: string, code: string, work: (note: Note) => Promise<unknown>): Promise<void> {
    const { report } = await this.#run(step, work);
    const ok = report.code === code;
    const facts = ok
      ? report.facts
      : [...report.facts, `expected ${code}, got ${report.code ?? 'no refusal'}`];
    this.#tell({ ...report, ok, facts });
    if (!ok) throw new StepFailed(`${step}: expected ${code}, got ${report.code ?? 'no refusal'}`);
  }

  #tell(report: StepReport): void {
    this.reports.push(report);
    this.#narrator.tell(report);
  }

  async #run<T>(step: string, work: (note: Note) => Promise<T>) {
    const facts: string[] = [];
    const from = performance.now();
    const done = (code: string | null): StepReport => ({
      part: this.#part,
      step,
      facts,
      milliseconds: performance.now() - from,
      ok: false,
      code,
    });
    try {
      const result = await work((fact) => facts.push(fact));
      return { value: { result }, report: done(null) };
    } catch (error) {
      facts.push(sayOf(error));
      return { value: null, report: done(codeOf(error)) };
    }
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.code;
  if (error instanceof CardFailure) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function sayOf(error: unknown): string {
  if (error instanceof ApiProblem)
    return `${error.problem.code} (${error.problem.status}): ${error.problem.detail}`;
  if (error instanceof CardFailure) {
    const { triesLeft } = error.facts;
    return `card: ${error.message}${triesLeft === undefined ? '' : `, ${triesLeft} tries left`}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
