/** What a room is for: it ships, it makes what ships, it holds the words of what ships, or it proves what ships. */
type Kind = 'product' | 'build' | 'words' | 'lab' | 'test';

/** A row of the table: where the room is, and what its files may import beside each other. */
export interface Room {
  /** Its folder with all in it, or the files directly in one (`folder/*`), or a file. The first place is its name. */
  places: readonly string[];
  kind: Kind;
  /** Rooms, by name. `type NAME`: for their types only. */
  may: readonly string[];
  /** Packages by name, `node:` for Node's own. `type NAME`: for their types only. */
  packages: readonly string[];
  /** Neither clock nor chance: both are handed in. */
  pure: boolean;
}

/** Stands in `packages` for an `import()` whose argument is computed. */
export const COMPUTED = 'import(…)';
/** Rooms that prove what ships import what they like. */
export const ANYTHING = '*';

type Leave = Partial<Pick<Room, 'kind' | 'may' | 'packages' | 'pure'>>;
const room = (places: string, leave: Leave = {}): Room => ({
  places: places.split(' '),
  kind: 'product',
  may: [],
  packages: [],
  pure: false,
  ...leave,
});
const lab = (place: string): Room =>
  room(place, { kind: 'lab', may: [ANYTHING], packages: [ANYTHING, COMPUTED] });

const within =
  (folder: string) =>
  (...names: readonly string[]): readonly string[] =>
    names.map((name) => `${folder}/${name}`);
const api = within('workers/api');
const wasm = within('wasm');

const contract = ['schema/contract', 'schema/contract/card'];
const decoded = wasm('geometry.ts', 'decode', 'runtime');
const card = ['clients/card', 'clients/card/dialogue'];
const remote = ['clients/card', 'clients/card/remote-reader.ts'];
const cardTypes = ['type clients/card', 'type clients/card/dialogue'];
const app = [...contract, ...card, 'clients/words', 'clients/sdk', 'clients/ui', 'clients/journey'];
const state = [...contract, ...cardTypes, 'clients/journey', 'type clients/words'];

/** Tests are known by their names and folders, wherever they are; nothing that ships imports them. */
export const TESTS: Room = room('tests', { kind: 'test', may: [ANYTHING], packages: [ANYTHING, COMPUTED] });

/** Who may import whom. The innermost place that holds a file is the file's room; a file in none is a fault. */
export const ROOMS: readonly Room[] = [
  room('schema/contract', { may: ['schema/contract/card'], packages: ['valibot'] }),
  room('schema/contract/card'),
  room('schema/tables', { packages: ['drizzle-orm'] }),
  room('schema/openapi', {
    kind: 'build',
    may: contract,
    packages: ['@valibot/to-json-schema', '@redocly/openapi-core', 'node:'],
  }),
  room('schema/drizzle.config.ts', { kind: 'build', packages: ['drizzle-kit'] }),
  room('schema/generate.ts', { kind: 'build', packages: ['node:'] }),

  room('workers/api/domain', { may: contract, pure: true }),
  room('workers/api/ports', {
    may: [...api('domain'), ...contract],
    packages: ['type jose'],
    pure: true,
  }),
  room('workers/api/services', { may: [...api('domain', 'ports'), ...contract], pure: true }),
  room('workers/api/routes', {
    may: [...api('services', 'ports', 'domain'), ...contract],
    packages: ['hono', 'valibot'],
  }),
  room('workers/api/storage', {
    may: [...api('ports', 'domain'), 'schema/tables', ...contract],
    packages: ['drizzle-orm'],
  }),
  room('workers/api/crypto', {
    may: [...api('ports', 'domain', 'config.ts'), ...contract],
    packages: ['jose', 'pkijs', 'asn1js', 'valibot'],
  }),
  room('workers/api/config.ts workers/api/anchors.json', { may: contract, packages: ['valibot'] }),
  room(
    'workers/api/alarm-webhook.ts workers/api/app.ts workers/api/worker.ts workers/api/index.ts workers/api/operator-calls.ts workers/api/operator-entrypoint.ts',
    {
      may: [...api('domain', 'ports', 'services', 'routes', 'storage', 'crypto', 'config.ts'), ...contract],
      packages: ['hono', 'valibot', 'cloudflare:workers'],
    },
  ),
  room('workers/console', { may: contract, packages: ['jose', 'valibot', 'cloudflare:workers'] }),
  room('workers/matcher', {
    may: [...wasm('engine.ts', 'runtime'), ...contract],
    packages: ['cloudflare:workers'],
  }),

  room('wasm/geometry.ts'),
  room('wasm/manifest.ts wasm/manifest.json', { may: ['type wasm/runtime', 'type wasm/embed'] }),
  room('wasm/runtime', {
    may: wasm('decode', 'manifest.ts', 'models/built'),
    packages: ['@jsquash/jpeg', 'onnxruntime-web', 'onnxruntime-node', 'pdfjs-dist', 'node:'],
  }),
  room('wasm/decode', { may: wasm('geometry.ts', 'runtime') }),
  room('wasm/find', { may: [...decoded, ...contract] }),
  room('wasm/quality', { may: [...decoded, 'wasm/find', ...contract] }),
  room('wasm/embed', { may: [...decoded, ...wasm('find', 'quality')] }),
  room('wasm/liveness', { may: [...decoded, ...wasm('find', 'embed'), ...contract] }),
  room('wasm/sight.ts', { may: [...decoded, ...wasm('find', 'quality'), ...contract] }),
  room('wasm/hints.ts', { may: [...decoded, ...wasm('sight.ts', 'quality', 'manifest.ts'), ...contract] }),
  room('wasm/engine.ts wasm/examine.ts wasm/rehearsal.ts', {
    may: [
      ...decoded,
      ...wasm('find', 'quality', 'embed', 'liveness', 'sight.ts', 'manifest.ts'),
      ...contract,
    ],
  }),
  room('wasm/models', {
    kind: 'build',
    may: ['wasm/manifest.ts'],
    packages: ['onnx-proto', 'flatbuffers', 'node:', COMPUTED],
  }),
  room('wasm/models/built'),
  room('wasm/calibration', {
    kind: 'build',
    may: [...decoded, ...wasm('engine.ts', 'manifest.ts', 'embed', 'find', 'quality'), ...contract],
    packages: ['valibot', 'node:'],
  }),
  lab('wasm/lab'),

  room('clients/card', { may: contract, packages: ['@noble/ciphers'] }),
  room('clients/card/dialogue', { may: ['clients/card', ...contract] }),
  room('clients/card/remote-reader.ts', { may: ['clients/card', ...contract], packages: ['valibot'] }),
  room('clients/card/native', { may: [...remote, ...contract], packages: ['valibot'] }),
  room('clients/card/pcsc', { may: [...remote, ...contract], packages: ['valibot'] }),
  room('clients/card/pcsc/readers', { may: ['clients/card'], packages: ['smartcard', 'node:'] }),
  room('clients/card/pcsc/bridge', {
    may: [...remote, 'clients/card/pcsc', 'clients/card/pcsc/readers', 'package.json', ...contract],
    packages: ['valibot', 'ws', 'node:', COMPUTED],
  }),
  room('clients/sdk', { may: [...card, ...contract], packages: ['jose', 'valibot'] }),
  room('clients/sdk/build', { kind: 'build', packages: ['node:'] }),
  room('clients/words', { may: ['type clients/words/shared'], packages: ['icu-minify'] }),
  room(
    'clients/words/shared clients/words/phone clients/words/kiosk clients/words/console clients/words/spoken',
    {
      kind: 'words',
    },
  ),
  room('clients/words/build', {
    kind: 'build',
    may: ['clients/words'],
    packages: ['icu-minify', 'type vite', 'node:'],
  }),
  room('clients/journey', { may: contract, pure: true }),
  room('clients/ui', { may: [...contract, 'clients/words'], packages: ['preact', 'uqr'] }),
  room('clients/ui/build', {
    kind: 'build',
    may: ['schema/openapi', 'clients/card/pcsc'],
    packages: ['vite', 'node:'],
  }),

  room('clients/phone/state clients/phone/state.ts', { may: state, pure: true }),
  room('clients/phone/selfie', {
    may: [
      ...contract,
      'clients/phone',
      'clients/phone/state',
      ...wasm('hints.ts', 'manifest.ts', 'liveness', 'runtime', 'models/built'),
    ],
    packages: ['onnxruntime-web'],
  }),
  room('clients/phone', {
    may: [...app, 'clients/phone/state', 'clients/phone/selfie', 'clients/card/native'],
    packages: ['preact'],
  }),
  room('clients/phone/build', { kind: 'build', packages: ['vite', 'node:'] }),
  room('clients/kiosk/state clients/kiosk/state.ts', { may: state, pure: true }),
  room('clients/kiosk', {
    may: [...app, 'clients/kiosk/state', 'clients/card/pcsc'],
    packages: ['preact'],
  }),
  room('package.json'),
  room('clients/kiosk/machine', {
    may: ['clients/card/pcsc', 'clients/card/pcsc/bridge', 'package.json'],
    packages: ['node:'],
  }),
  room('clients/kiosk/machine/build', {
    kind: 'build',
    may: ['clients/operator', 'clients/operator/licences', 'package.json'],
    packages: ['vite', 'node:'],
  }),
  room('clients/console', {
    may: [...contract, 'clients/words', 'clients/ui'],
    packages: ['preact', 'uplot', 'valibot'],
  }),
  room('clients/console/vite.config.ts', {
    kind: 'build',
    may: ['clients/words/build', 'clients/operator/licences'],
    packages: ['vite', '@preact/preset-vite', 'node:'],
  }),
  room('clients/vite.config.ts', {
    kind: 'build',
    may: ['clients/ui/build', 'clients/phone/build', 'clients/words/build', 'clients/operator/licences'],
    packages: ['vite', '@preact/preset-vite', 'node:'],
  }),
  room('clients/operator', {
    may: [
      'clients/card',
      'schema/tables',
      'workers/api/domain',
      'wasm/calibration',
      'wasm/manifest.ts',
      ...contract,
    ],
    packages: ['drizzle-orm', 'jose', 'valibot', 'wrangler', 'type @cloudflare/workers-types', 'node:'],
  }),
  room('clients/operator/licences', {
    kind: 'build',
    may: ['clients/operator', 'type wasm/manifest.ts'],
    packages: ['type vite', 'spdx-license-list', 'node:'],
  }),
  room('clients/phone/app', {
    may: ['clients/phone/app/shell', 'type clients/card/native'],
    packages: [
      'react',
      'react-native',
      'expo',
      'react-native-nfc-manager',
      'react-native-safe-area-context',
      'react-native-webview',
      'expo-constants',
      'expo-calendar',
      'expo-file-system',
      'expo-notifications',
    ],
  }),
  room('clients/phone/app/shell', {
    may: ['clients/card/native', 'type clients/card/remote-reader.ts', ...contract],
  }),
  lab('clients/lab'),
  lab('.ci'),
];
