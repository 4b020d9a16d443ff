import { registerHooks } from 'node:module';

// Imports a Worker's bundle, whose address follows, and prints how many milliseconds that took. What workerd alone has is empty.

const EMPTY = {
  format: 'module',
  shortCircuit: true,
  source: 'export default null; export class WorkerEntrypoint {} export const env = {};',
};
const isWorkerds = (url: string) => url.startsWith('cloudflare:') || /\.(wasm|onnx)$/.test(url);

registerHooks({
  resolve: (name, context, next) =>
    isWorkerds(name)
      ? { url: name.includes(':') ? name : `empty:${name}`, shortCircuit: true }
      : next(name, context),
  load: (url, context, next) => (isWorkerds(url) ? EMPTY : next(url, context)),
});

const from = performance.now();
// Without its secrets the API stops where it has loaded all and looks for them.
await import(process.argv[2]!).catch((error: unknown) => {
  if (!String(error).includes('cannot start')) throw error;
});
process.stdout.write(String(performance.now() - from));
