import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import type { MatcherRpc } from '#schema/contract/face.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');

export interface Running<T> {
  rpc: T;
  /** Debugger address of the Worker's isolate. */
  inspector: URL;
  /** Process id of workerd, for reading its memory. */
  workerd: number;
  stop(): Promise<void>;
}

/** The product's matcher, as it is deployed. */
export const startMatcher = (): Promise<Running<MatcherRpc>> =>
  startWorker<MatcherRpc>('workers/matcher/wrangler.toml', 'Matcher');

/** Builds a bundle with wrangler and runs it in a workerd of its own. */
export async function startWorker<T>(configuration: string, entrypoint: string): Promise<Running<T>> {
  return runBundle(await bundleOf(configuration, entrypoint), entrypoint);
}

/** The folder that wrangler puts a Worker's bundle in. */
export async function bundleOf(configuration: string, name: string, root = ROOT): Promise<string> {
  const folder = join(tmpdir(), `kaijo-${name}-${process.pid}`);
  const dryRun = ['deploy', '--dry-run', '-c', join(root, configuration), '--outdir', folder];
  await promisify(execFile)(process.execPath, [WRANGLER, ...dryRun], { cwd: root });
  return folder;
}

/** Runs a bundle in a workerd of its own: a fresh isolate. */
export async function runBundle<T>(folder: string, entrypoint: string): Promise<Running<T>> {
  const before = await childrenOf();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      inspectorPort: 0,
      workers: [
        {
          name: 'caller',
          modules: true,
          script: 'export default { fetch: () => new Response() }',
          compatibilityDate: '2026-10-01',
          serviceBindings: { CALLED: { name: 'called', entrypoint } },
        },
        { name: 'called', modules: await modulesOf(folder), compatibilityDate: '2026-10-01' },
      ],
    }),
  );
  const { CALLED } = await miniflare.getBindings<{ CALLED: T }>('caller');
  const workerd = (await childrenOf()).find((pid) => !before.includes(pid));
  if (!workerd) throw new Error('workerd did not start');
  const inspector = await miniflare.getInspectorURL();
  inspector.pathname = '/core:user:called';
  return { rpc: CALLED, inspector, workerd, stop: () => miniflare.dispose() };
}

async function modulesOf(folder: string) {
  const files = (await readdir(folder)).filter((name) => /\.(js|onnx|wasm)$/.test(name));
  const modules = files.map(async (name) => ({
    path: name,
    ...contentOf(name, await readFile(join(folder, name))),
  }));
  return (await Promise.all(modules)).sort(
    (p, q) => Number(q.type === 'ESModule') - Number(p.type === 'ESModule'),
  );
}

function contentOf(name: string, bytes: Buffer<ArrayBuffer>) {
  if (name.endsWith('.js')) return { type: 'ESModule' as const, contents: bytes.toString() };
  return { type: name.endsWith('.onnx') ? ('Data' as const) : ('CompiledWasm' as const), contents: bytes };
}

/** Process ids of this process's children (Linux). */
async function childrenOf(): Promise<number[]> {
  const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').catch(() => '');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

/** Memory of a process in MB as Linux counts it: resident, and the most that ever was. */
export async function memoryOf(pid: number): Promise<{ resident: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { resident: read('VmRSS'), peak: read('VmHWM') };
}

/** Milliseconds that a process's threads had on a processor, as Linux counts them. */
export async function processorTime(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const read = (thread: string): Promise<string> => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
  const times = await Promise.all(threads.map((thread) => read(thread).catch(() => '0')));
  return times.reduce((sum, time) => sum + Number(time.split(' ')[0]) / 1e6, 0);
}
