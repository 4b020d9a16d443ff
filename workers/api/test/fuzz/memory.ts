import { heldMemory } from '#wasm/lab/bench/isolate.ts';
import { memoryOf } from '#wasm/lab/bench/workerd.ts';
import type { KillableSystem } from '../system.ts';

/** What is held after so many requests, in MB. */
export interface Sample {
  requests: number;
  /** Objects and buffers of the API Worker's isolate that outlive a collection: what a Worker is limited by. */
  isolate: number;
  /** The whole workerd process: the runtime, both Workers, D1 with its cache, and what the allocator keeps. */
  process: number;
  /** The database. */
  database: number;
  /** This process, which sends the requests. */
  sender: number;
}

export async function sampled(
  system: KillableSystem,
  database: D1Database,
  requests: number,
): Promise<Sample> {
  const wake = async () => (await fetch(`${system.origin}/v1/service`)).arrayBuffer();
  const held = await heldMemory(await system.inspector(), wake);
  const [workerd] = await system.processes();
  const { meta } = await database.prepare('SELECT 1').run();
  return {
    requests,
    isolate: megabytes(held),
    process: await resident(workerd!),
    database: megabytes(meta.size_after),
    sender: await resident(process.pid),
  };
}

const megabytes = (bytes: number) => Math.round((bytes / 2 ** 20) * 100) / 100;

const resident = async (pid: number) => Math.round((await memoryOf(pid)).resident);

/** By how much the last quarter of a run may hold more than the second: what measuring differs by, and no more. */
export const TOLERANCE = 0.05;

/** Mean of the last quarter of a series over that of the second; the first, in which caches fill up, does not count. */
export function growthOf(series: readonly number[]): number {
  const quarter = Math.floor(series.length / 4);
  if (quarter === 0) throw new RangeError('a verdict takes four samples');
  return mean(series.slice(-quarter)) / mean(series.slice(quarter, 2 * quarter)) - 1;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
