import { describe, expect, it } from 'vitest';
import { COMPUTED, ANYTHING, ROOMS, type Room } from './table.ts';
import { faultsOf, nameOf, roomOf } from './walls.ts';

/** A file that is, or could be, in a room. */
const inside = (room: Room): string => {
  const place = nameOf(room);
  return /\.(tsx?|json)$/.test(place) ? place : `${place}/planted.ts`;
};
const isWalled = (room: Room): boolean => room.kind !== 'lab' && room.kind !== 'test';
/** A file of JSON imports nothing. */
const walled = ROOMS.filter((room) => isWalled(room) && !nameOf(room).endsWith('.json'));
const climb = (from: string): string => '../'.repeat(from.split('/').length - 1);
const planted = (path: string, text: string): string[] => faultsOf({ path, text });

/** Every form in which `path` can import `target`, by name. */
const FORMS: Record<string, (path: string, target: string) => string> = {
  static: (path, target) => `import { x } from '${climb(path)}${target}'; x();`,
  'side effect': (path, target) => `import '${climb(path)}${target}';`,
  type: (path, target) => `import type { X } from '${climb(path)}${target}'; export type Y = X;`,
  'inline type': (path, target) => `import { type X } from '${climb(path)}${target}'; export type Y = X;`,
  'type expression': (path, target) => `export type Y = import('${climb(path)}${target}').X;`,
  dynamic: (path, target) => `export const y = () => import('${climb(path)}${target}');`,
  're-export': (path, target) => `export { x } from '${climb(path)}${target}';`,
  'star re-export': (path, target) => `export * from '${climb(path)}${target}';`,
  'empty re-export': (path, target) => `export {} from '${climb(path)}${target}';`,
  'type re-export': (path, target) => `export type { X } from '${climb(path)}${target}';`,
  worker: (path, target) => `new Worker(new URL('${climb(path)}${target}', import.meta.url));`,
  '# alias': (_, target) => `import { x } from '#${target}'; x();`,
  './../ spelling': (path, target) => `import { x } from './${climb(path)}${target}'; x();`,
  query: (path, target) => `import x from '${climb(path)}${target}?worker'; x();`,
};

/** Rooms that a room may not even import a type of. */
const forbidden = (room: Room): Room[] =>
  ROOMS.filter(
    (target) => target !== room && !room.may.some((entry) => entry.replace(/^type /, '') === nameOf(target)),
  );

interface Plant {
  path: string;
  text: string;
}

/** Each row × each form at another forbidden room, each row × each forbidden room, and a package. */
const fromTheTable = (): Plant[] =>
  walled.flatMap((room) => {
    const path = inside(room);
    const targets = forbidden(room).map(inside);
    const code = targets.filter((target) => target.endsWith('.ts'));
    const forms = Object.values(FORMS).map((write, at) => write(path, code[at % code.length]!));
    const packages = ['left-pad', '@left/pad/deep.js', 'fs'].map((name) => `import '${name}';`);
    return [...forms, ...targets.map((target) => FORMS['static']!(path, target)), ...packages].map(
      (text) => ({
        path,
        text,
      }),
    );
  });

const NAMED: Record<string, Plant> = {
  'crypto → services': {
    path: 'workers/api/crypto/keys.ts',
    text: "import { reserve } from '../services/reserve.ts'; reserve();",
  },
  'crypto → storage': {
    path: 'workers/api/crypto/keys.ts',
    text: "import { createStores } from '../storage/index.ts'; createStores();",
  },
  'crypto → routes': {
    path: 'workers/api/crypto/card-trust/ground.ts',
    text: "import { problem } from '../../routes/problem.ts'; problem();",
  },
  'services → ./../routes': {
    path: 'workers/api/services/reserve.ts',
    text: "import { problem } from './../routes/problem.ts'; problem();",
  },
  'Date.now() in domain': { path: 'workers/api/domain/throttle.ts', text: 'export const now = Date.now();' },
  'Math.random() in domain': {
    path: 'workers/api/domain/throttle.ts',
    text: 'export const x = Math.random();',
  },
  'a new file in workers/api → #wasm': {
    path: 'workers/api/pictures.ts',
    text: "import { createEngine } from '#wasm/engine.ts'; createEngine();",
  },
  'card → phone': {
    path: 'clients/card/card.ts',
    text: "import { Drawer } from '../phone/drawer.ts'; new Drawer();",
  },
  'sdk → virtual card': {
    path: 'clients/sdk/api.ts',
    text: "import { VirtualCard } from '#clients/lab/card/virtual-card.ts'; new VirtualCard();",
  },
  'kiosk → phone': {
    path: 'clients/kiosk/start.tsx',
    text: "import { createStore } from '#clients/phone/store.ts'; createStore();",
  },
  'phone state → virtual card': {
    path: 'clients/phone/state/tap.ts',
    text: "import type { VirtualCard } from '../../lab/card/virtual-card.ts'; export type X = VirtualCard;",
  },
  'phone state → effects': {
    path: 'clients/phone/state.ts',
    text: "import { run } from './effects/run.ts'; run();",
  },
  'Date.now() in phone state': { path: 'clients/phone/state/tap.ts', text: 'export const now = Date.now();' },
  'dialogue → virtual card': {
    path: 'clients/card/dialogue/step1.ts',
    text: "export { VirtualCard } from '../../lab/card/virtual-card.ts';",
  },
  'dialogue → test laboratory': {
    path: 'clients/card/dialogue/step1.ts',
    text: "import { lab } from '../test/lab.ts'; lab();",
  },
  'engine → synthetic portraits': {
    path: 'wasm/engine.ts',
    text: "import { portrait } from './lab/synthetic/portrait.ts'; portrait();",
  },
};

describe('a planted violation is caught', () => {
  const plants = fromTheTable();
  it(`of every row, in every form: ${plants.length} of them`, () => {
    expect(plants.length).toBeGreaterThanOrEqual(60);
    const missed = plants.filter(({ path, text }) => planted(path, text).length !== 1);
    expect(missed).toEqual([]);
  });
  it.each(Object.entries(NAMED))('%s', (_, { path, text }) => {
    expect(planted(path, text)).toHaveLength(1);
  });
  it('in one sentence: file, what it imports, the rule', () => {
    const { path, text } = NAMED['services → ./../routes']!;
    expect(planted(path, text)).toEqual([
      'workers/api/services/reserve.ts imports workers/api/routes/problem.ts: workers/api/services may import ' +
        'workers/api/domain, workers/api/ports, schema/contract, schema/contract/card.',
    ]);
  });
  it('of a test, of a file in no room, by a file in no room, and of a computed name', () => {
    for (const room of walled)
      expect(planted(inside(room), "import '#clients/card/card.test.ts';")).toHaveLength(1);
    expect(planted('wasm/engine.ts', "import '../node_modules/valibot/index.js';")).toHaveLength(1);
    expect(planted('workers/api/images/decode.ts', '')).toHaveLength(1);
    expect(planted('workers/elsewhere/index.ts', '')).toHaveLength(1);
    expect(planted('wasm/engine.ts', 'export const load = (name: string) => import(name);')).toHaveLength(1);
  });
});

describe('what the table allows passes', () => {
  const isType = (entry: string): boolean => entry.startsWith('type ');
  const target = (name: string): string => inside(ROOMS.find((room) => nameOf(room) === name)!);
  it.each(walled.map((room) => [nameOf(room), room] as const))('%s', (_, room) => {
    const path = inside(room);
    for (const entry of room.may.filter((name) => name !== ANYTHING && !isType(name)))
      for (const write of Object.values(FORMS)) expect(planted(path, write(path, target(entry)))).toEqual([]);
    for (const entry of room.may.filter(isType)) {
      const file = target(entry.slice('type '.length));
      expect(planted(path, FORMS['type']!(path, file))).toEqual([]);
      expect(planted(path, FORMS['static']!(path, file))).toHaveLength(1);
    }
    for (const entry of room.packages.filter((name) => name !== COMPUTED))
      expect(
        planted(path, `import type X from '${entry.replace(/^type /, '')}'; export type Y = X;`),
      ).toEqual([]);
  });
  it('and a laboratory or a test imports what it likes', () => {
    const text =
      "import '#wasm/lab/synthetic/portrait.ts'; import 'playwright-core'; import '#workers/api/app.ts';";
    expect(planted('clients/lab/demo/index.ts', text)).toEqual([]);
    expect(planted('workers/api/test/lab.ts', text)).toEqual([]);
  });
});

describe('the table', () => {
  it('names only rooms it has, each place once', () => {
    const names = new Set(ROOMS.map(nameOf));
    const places = ROOMS.flatMap((room) => room.places);
    expect(new Set(places).size).toBe(places.length);
    const unknown = ROOMS.flatMap((room) => room.may).filter(
      (entry) => entry !== ANYTHING && !names.has(entry.replace(/^type /, '')),
    );
    expect(unknown).toEqual([]);
    for (const place of places) expect(roomOf(place)?.places).toContain(place);
  });
  it('keeps what ships from the laboratory, the API from pictures, the apps from each other, state from effects', () => {
    const mayOf = (name: string): string => ROOMS.find((room) => nameOf(room) === name)!.may.join(' ');
    for (const room of walled) expect(room.may.join(' ')).not.toMatch(/\/lab\b|\btests\b|\*/);
    for (const room of walled.filter((one) => nameOf(one).startsWith('workers/api')))
      expect(room.may.join(' ')).not.toContain('wasm');
    for (const room of walled.filter((one) => nameOf(one).startsWith('clients/card')))
      expect(room.may.join(' ')).not.toMatch(/clients\/(sdk|phone|kiosk|ui)/);
    expect(mayOf('clients/phone')).not.toContain('kiosk');
    expect(mayOf('clients/kiosk')).not.toContain('phone');
    expect(mayOf('clients/sdk')).not.toMatch(/phone|kiosk|ui|operator/);
    for (const name of ['clients/phone/state', 'clients/kiosk/state'])
      expect(mayOf(name)).not.toMatch(/clients\/(phone|kiosk)/);
  });
});
