import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';

// What a phone must fetch before the camera step: `npm run lab -- phone:size`. Fails over the limit.
const LIMIT = 150 * 1_024;
/** Fetched with the camera, or only by simulated cards and cameras. */
const LATER = /^(worker|lab)/;
const WORDS = 'words-phone-ja.json';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));
const built = (await build({
  configFile,
  mode: 'production',
  logLevel: 'error',
  build: { write: false },
})) as Rollup.RolldownOutput | Rollup.RolldownOutput[];
const output = [built].flat()[0]!.output;
const chunks = new Map(
  output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
);

/** A chunk with everything it loads, now or later. */
function reach(fileName: string, seen: Set<string>): void {
  const chunk = chunks.get(fileName);
  if (!chunk || seen.has(fileName) || LATER.test(chunk.name)) return;
  seen.add(fileName);
  for (const next of [...chunk.imports, ...chunk.dynamicImports]) reach(next, seen);
}

const seen = new Set<string>();
reach([...chunks.values()].find(({ isEntry, name }) => isEntry && name === 'phone')!.fileName, seen);
const words = output.filter((file) => file.type === 'asset').filter(({ names }) => names.includes(WORDS));
const contents = [
  ...[...seen].map((name) => [name, chunks.get(name)!.code] as const),
  ...words.map(({ fileName, source }) => [fileName, source] as const),
];
const sizes = contents.map(([name, content]) => [name, gzipSync(content).length] as const);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [name, size] of sizes.toSorted(([, a], [, b]) => b - a))
  process.stdout.write(`${String(size).padStart(8)}  ${name}\n`);
process.stdout.write(
  `${String(total).padStart(8)}  bytes of script and words, compressed, before the camera step (limit ${LIMIT})\n`,
);

const page = output.find((file) => file.type === 'asset' && file.fileName === 'index.html');
const lab = [...chunks.values()].filter(({ name }) => name.startsWith('lab')).map(({ name }) => name);
if (!page || words.length !== 1 || total > LIMIT || lab.length > 0) {
  process.stderr.write(
    lab.length > 0 ? `lab code in a production build: ${lab.join()}\n` : 'over the limit\n',
  );
  process.exitCode = 1;
}
