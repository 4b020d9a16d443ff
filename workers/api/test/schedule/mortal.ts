import type { Ports } from '../../ports/index.ts';

/** The process dies at the store call that makes `left` zero, before or after it is carried out. */
export interface Crash {
  left: number;
  after: boolean;
}

/** What keeps a process from doing anything more. */
export class Died extends Error {
  override name = 'Died';
}

/** Whether, and where, the process dies in the present step. */
export class Mortality {
  #crash: Crash | null = null;
  #dead = false;

  /** A new step: alive again, with a crash to come or without. */
  begin(crash: Crash | null): void {
    this.#crash = crash && { ...crash };
    this.#dead = false;
  }

  async meet<T>(work: () => Promise<T>): Promise<T> {
    const fatal = this.#strikes();
    if (this.#dead || fatal === 'before') throw this.#die();
    const value = await work();
    // Whoever else was waiting in the same process never hears of its answer either.
    if (this.#dead || fatal === 'after') throw this.#die();
    return value;
  }

  #strikes(): 'before' | 'after' | null {
    if (!this.#crash || --this.#crash.left > 0) return null;
    const { after } = this.#crash;
    this.#crash = null;
    return after ? 'after' : 'before';
  }

  #die(): Died {
    this.#dead = true;
    return new Died();
  }
}

const STORES = ['reservations', 'visits', 'faceTries', 'seen', 'kiosks', 'maintenance'] as const;

/** The same ports, in a process that can die at any call of a store. */
export function mortal(ports: Ports, mortality: Mortality): Ports {
  const wrapped = STORES.map((name) => [name, dying(ports[name], mortality)]);
  return { ...ports, ...Object.fromEntries(wrapped) };
}

function dying<T extends object>(store: T, mortality: Mortality): T {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    (...parameters: unknown[]) =>
      mortality.meet(() => (method as (...given: unknown[]) => Promise<unknown>)(...parameters)),
  ]);
  return Object.fromEntries(methods) as T;
}
