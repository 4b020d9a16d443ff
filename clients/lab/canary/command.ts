import { parseArgs } from 'node:util';
import { CAST } from '#clients/lab/people/cast.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { issueCard, openLocalLab } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { ApiProblem } from '#clients/sdk/index.ts';
import { enrol, kioskAt, present } from './kiosk.ts';
import { prepare } from './prepare.ts';
import { walk } from './walk.ts';

// `npm run lab -- canary --origin URL`: clients/lab/README.md, "A canary".

const USAGE = `npm run lab -- canary --origin URL                 walks both steps; exit status 4 when it could not
npm run lab -- canary --origin URL --code CODE     enrols its kiosk, once
npm run lab -- canary --prepare FOLDER --lists URL what staging has to know of this clone's cards
`;

const {
  origin: typed,
  code,
  prepare: folder,
  lists,
} = parseArgs({
  options: {
    origin: { type: 'string' },
    code: { type: 'string' },
    prepare: { type: 'string' },
    lists: { type: 'string' },
  },
}).values;
const origin = typed?.replace(/\/+$/, '');
const now = Math.floor(Date.now() / 1_000);
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function look(at: string): Promise<number> {
  const kiosk = await kioskAt(at);
  const refusal = await present(kiosk).catch((error: unknown) => error);
  if (refusal instanceof ApiProblem) {
    say(`its kiosk: ${refusal.problem.code}; --code CODE enrols it, and an operator confirms it`);
    return 4;
  }
  const { authority } = await openLocalLab(now);
  const person = personWith(await issueCard(authority, CAST.holder, now));
  const { holderCamera: camera } = await openFaces();
  const seen = await walk({ origin: at, kiosk, person, camera });
  for (const { step, milliseconds, outcome } of seen)
    say(`${step.padEnd(12)} ${String(milliseconds).padStart(6)} ms  ${outcome}`);
  const last = seen.at(-1)!;
  if (last.step === 'card' && last.outcome === 'card-not-accepted')
    say("this deployment does not know the lab's cards: as it has to be where people are");
  return last.step === 'reservation' && last.outcome === 'ok' ? 0 : 4;
}

async function run(): Promise<number> {
  if (folder !== undefined && lists !== undefined) {
    say(`${folder}: ${(await prepare(folder, lists.replace(/\/+$/, ''), now)).join(', ')}`);
    return 0;
  }
  if (origin === undefined || !URL.canParse(origin)) {
    say(USAGE);
    return 2;
  }
  if (code === undefined) return look(origin);
  say(`confirm its kiosk, please: ${await enrol(origin, code)}`);
  return 0;
}

process.exitCode = await run();
