import { spawnSync } from 'node:child_process';

/** What is run now and then, by name: the script from the project's root, and what it does. */
export const LAB: Record<string, readonly [file: string, does: string]> = {
  house: ['.ci/walls/figures.ts', 'how much of the house is product, words, laboratory and tests'],
  'demo:pcscd': [
    'clients/lab/demo/through-pcscd.ts',
    "both steps with the card in pcscd's reader (Debian, root)",
  ],
  'card:opensc': ['clients/lab/reader-stack/opensc/main.ts', 'OpenSC meets the virtual card (Debian, root)'],
  'card:pcscd': [
    'clients/lab/reader-stack/step2/main.ts',
    'STEP 2 over PC/SC and pcscd, each part broken in turn (Debian, root)',
  ],
  'card:make': ['clients/lab/card/personalise/command.ts', 'a virtual card from an order and a portrait'],
  'card:fuzz': ['clients/lab/card/fuzz/index.ts', 'a million seeded APDUs against the virtual card'],
  'api:fuzz': [
    'workers/api/test/fuzz/index.ts',
    'hostile requests over HTTP to every call of the bundled API',
  ],
  'api:kills': ['workers/api/test/kills/index.ts', 'workerd killed during writes; what is left is looked at'],
  'api:schedules': [
    'workers/api/test/schedule/long.ts',
    'random schedules of both steps against a model of them',
  ],
  'api:restores': [
    'workers/api/test/restore/long.ts',
    'people walk both steps while the database is put back to an earlier copy',
  ],
  canary: [
    'clients/lab/canary/command.ts',
    'a card of the lab walks both steps of a staging deployment, from outside',
  ],
  rehearsal: [
    'workers/api/test/rehearsal/long.ts',
    'all that operators do to a service in use, as a table; counts who met a fault',
  ],
  'api:rotation': [
    'workers/api/test/rotation/long.ts',
    'people walk both steps while every key is rotated; counts who was refused',
  ],
  'api:table': [
    'workers/api/test/table.ts',
    'writes which test proves which refusal into workers/api/README.md',
  ],
  operate: [
    'clients/lab/system/operate.ts',
    "an operator's command over the local database, while no npm start runs",
  ],
  'api:costs': [
    'workers/api/test/costs/measure.ts',
    'counts what each call costs D1, and writes it into workers/api/README.md',
  ],
  capacity: [
    'workers/api/test/capacity/index.ts',
    'how much one D1 bears, simulated with what each call costs it',
  ],
  'api:size': [
    'workers/api/test/size/index.ts',
    'bytes a row takes, how large D1 gets, and how long status has it count',
  ],
  'capacity:price': [
    'workers/api/test/capacity/price/index.ts',
    'what a batch and a statement cost the staging D1 (--local: SQLite here)',
  ],
  'bench:api': [
    'workers/api/test/bench/index.ts',
    "the journey's calls beside a bare route's read and write, by turns; ratios only",
  ],
  'bench:against': [
    'workers/api/test/bench/against.ts',
    'what a journey takes of a processor, by turns with another checkout',
  ],
  'api:examples': [
    'workers/api/test/record.ts',
    'keeps what the tests exchange with the API as examples of the reference',
  ],
  'api:stranger': [
    'clients/lab/stranger/prove.ts',
    'a client made of the OpenAPI document alone walks both steps',
  ],
  'sdk:pack': ['clients/sdk/build/pack.ts', 'the SDK as a package with types, dist/sdk'],
  'api:conformance': [
    'clients/lab/conformance/prove.ts',
    'what the service claims, clause by clause, tried from outside as a table',
  ],
  vectors: [
    'workers/api/test/vectors/make.ts',
    'makes the test vectors of the interface, schema/contract/vectors.json',
  ],
  'audit:bench': ['clients/lab/audit/bench.ts', 'a trail of N events, and how long its verification takes'],
  'phone:app': [
    'clients/lab/app/prove.ts',
    'the app around the page: real packages, native projects, one bundle',
  ],
  'phone:walks': ['clients/phone/test/walks.ts', 'random ways through STEP 1; fails on a dead end'],
  'phone:screens': ['clients/phone/test/screens.ts', "pictures of the phone's screens"],
  'phone:icons': ['clients/lab/pages/phone/icons.ts', "the phone's icons in the sizes that phones ask for"],
  'phone:size': [
    'clients/lab/pages/phone/size.ts',
    'compressed script before the camera step; fails over the limit',
  ],
  'phone:lighthouse': [
    'clients/phone/test/lighthouse.ts',
    'Lighthouse on welcome and receipt, median of three',
  ],
  'kiosk:screens': ['clients/lab/pages/kiosk/gallery/shoot.ts', "pictures of the kiosk's screens"],
  'kiosk:inspect': [
    'clients/kiosk/test/inspect-all.ts',
    'axe and overflow: all screens, languages and displays of the kiosk',
  ],
  'kiosk:keys': [
    'clients/kiosk/test/moved-all.ts',
    'types 200 passwords in 7 languages on 6 displays; no key may move',
  ],
  'kiosk:voices': [
    'clients/lab/voices/render.ts',
    "speaks the kiosk's guidance into sound files (Debian with contrib)",
  ],
  'kiosk:access': [
    'clients/lab/access/report.ts',
    'writes the accessibility report of the kiosk out of its statements',
  ],
  'kiosk:pace': ['clients/kiosk/test/pace.ts', 'how long STEP 2 takes a person'],
  'kiosk:deb': [
    'clients/kiosk/machine/build/deb.ts',
    "the Debian package of a kiosk's machine, in dist/ (--quick: larger)",
  ],
  'kiosk:root': [
    'clients/lab/machine/prove.ts',
    "the kiosk's package in a clean Debian root (Debian, root; --suite trixie)",
  ],
  'console:bench': [
    'clients/console/test/bench.ts',
    'how long the console waits for a day of 20,000 journeys; fails over 200 ms',
  ],
  'console:screens': ['clients/console/test/screens.ts', "pictures of the operators' page"],
  'kiosk:conformance': [
    'clients/lab/conformance/kiosk/prove.ts',
    'phone, card and hostile network against a build of the kiosk; a report',
  ],
  'kiosk:unattended': [
    'clients/lab/machine/unattended.ts',
    'from a fresh Debian root to a pending kiosk with nobody there (Debian, root)',
  ],
  'models:check': ['wasm/lab/models-check.ts', 'built models against the runtime they come from'],
  'models:kernels': ['wasm/lab/kernels/check.ts', 'ONNX Runtime with its kernels against it without them'],
  'face:evaluate': ['wasm/lab/evaluation/evaluate.ts', "the product's pipeline over a pair list"],
  'face:calibrate': ['wasm/lab/evaluation/calibrate.ts', 'fixes the thresholds from a pair list'],
  'face:quality': ['wasm/lab/evaluation/quality.ts', 'what each quality reason costs and catches'],
  'face:splice': [
    'wasm/lab/evaluation/splice.ts',
    'how alike a head and the same head turned are, and strangers',
  ],
  'face:attacks': ['wasm/lab/attacks/run.ts', 'makes attacks and says which are refused'],
  'face:cues': ['wasm/lab/attacks/cues-run.ts', 'what else might tell a head from an attack, and if it does'],
  'face:bench': ['wasm/lab/bench/run.ts', 'speed of one verification in workerd'],
  'face:region': ['wasm/lab/bench/region.ts', "a frame's face looked for where the last frame's was"],
  'face:against': ['wasm/lab/bench/against.ts', 'ms a frame in workerd against another checkout'],
  'face:first': ['wasm/lab/bench/first.ts', 'what the first match of a fresh isolate costs over a warm one'],
  'face:memory': ['wasm/lab/bench/memory.ts', 'memory of the matcher in workerd'],
  'face:fuzz': ['wasm/lab/fuzz/run.ts', 'broken pictures and bombs against the matcher'],
  'face:performance': ['wasm/lab/figures/performance.ts', 'measures all face figures that are published'],
  'face:publish': ['wasm/lab/figures/publish.ts', 'publishes the recorded face figures'],
};

/** `npm run lab -- NAME [options]`: runs one, models first; what follows the name is the command's own. */
function lab(name = '--help', ...options: string[]): number {
  const command = Object.hasOwn(LAB, name) ? LAB[name] : undefined;
  if (command) return run('wasm/models/build.ts') || run(command[0], ...options);
  const width = Math.max(...Object.keys(LAB).map(({ length }) => length));
  const lines = Object.entries(LAB).map(([key, [, does]]) => `  ${key.padEnd(width)}  ${does}`);
  process.stdout.write(`npm run lab -- NAME [options]\n\n${lines.join('\n')}\n`);
  return name === '--help' ? 0 : 1;
}

const run = (...args: string[]): number =>
  spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

if (import.meta.main) process.exitCode = lab(...process.argv.slice(2));
