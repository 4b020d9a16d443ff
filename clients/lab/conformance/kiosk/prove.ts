import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { DISPLAYS, launchBrowser } from '#clients/kiosk/test/browser.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { startLocalSystem } from '#clients/lab/system/system.ts';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { MADE } from '#clients/operator/wrangler.ts';
import { openBench, type Bench, type Surroundings } from './bench.ts';
import { CARDS, CLOCKS, countCommands, NETWORK, tears, type Trial } from './trials.ts';

// `npm run lab -- kiosk:conformance [--page URL --code CODE] [--every N] [--only TEXT]`: phone, card and hostile network
// against a build of the kiosk; a report as Markdown in .kaijo/kiosk-conformance.md.

const { values } = parseArgs({
  options: {
    page: { type: 'string' },
    code: { type: 'string' },
    /** Pull the card at each Nth command only. */
    every: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const say = (text: string): void => void process.stdout.write(text);

const secondsNow = (): number => Math.floor(Date.now() / 1_000);

/** The build of this clone, before a local system of its own, at noon. */
async function ours(): Promise<Surroundings & { leave(): Promise<void> }> {
  const now = secondsNow();
  const system = await startLocalSystem({ pages: await buildLabPages(await openLocalLab(now), now) });
  system.clock.moveTo(inJapan(now, 1, '12:00'));
  return {
    page: `${system.origin}/kiosk/`,
    authority: system.lab.authority,
    camera: (await openFaces()).holderCamera,
    now: () => system.clock.now(),
    code: await issueCode(system.operator, 'Conformance'),
    confirm: async (thumbprint) => void (await confirmKiosk(system.operator, thumbprint)),
    leave: () => system.stop(),
  };
}

/** Another build, at the origin of a service that trusts the authority of this clone's lab. */
async function theirs(page: string, code: string): Promise<Surroundings & { leave(): Promise<void> }> {
  return {
    page,
    code,
    now: secondsNow,
    authority: (await openLocalLab(secondsNow())).authority,
    camera: (await openFaces()).holderCamera,
    confirm: async (thumbprint) => say(`confirm this kiosk, please: ${thumbprint}\n`),
    leave: async () => undefined,
  };
}

interface Tried extends Pick<Trial, 'of' | 'tried'> {
  fault: string | null;
}

/** One trial after another on one kiosk; after a failure it is opened anew. */
class Run {
  readonly rows: Tried[] = [];
  readonly #context: BrowserContext;
  readonly #around: Surroundings;
  #bench: Bench | null = null;
  #skew = 0;

  constructor(context: BrowserContext, around: Surroundings) {
    this.#context = context;
    this.#around = around;
  }

  async bench(skew = 0): Promise<Bench> {
    if (this.#skew !== skew) await this.close();
    this.#skew = skew;
    this.#bench ??= await openBench(this.#context, this.#around, skew);
    return this.#bench;
  }

  async try({ of, tried, skew, run }: Trial): Promise<void> {
    const fault = await this.bench(skew)
      .then(run)
      .then(() => null)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (fault !== null) await this.close();
    this.rows.push({ of, tried, fault });
    say(line(this.rows.at(-1)!));
  }

  async close(): Promise<void> {
    await this.#bench?.close();
    this.#bench = null;
  }
}

const line = ({ of, tried, fault }: Tried): string =>
  `| ${of} | ${tried} | ${fault === null ? 'holds' : `FAILED: ${fault.replaceAll(/\s+/g, ' ')}`} |\n`;
const HEAD = '| of | tried | result |\n|---|---|---|\n';

if (values.page !== undefined && values.code === undefined)
  throw new Error('--page needs --code, of an enrolment');
const around = await (values.page === undefined ? ours() : theirs(values.page, values.code!));
const browser = await launchBrowser();
const run = new Run(await browser.newContext({ viewport: DISPLAYS.landscape }), around);
say(HEAD);
const commands = await countCommands(await run.bench());
const trials = [...CARDS, ...NETWORK, ...CLOCKS, ...tears(commands, Number(values.every))];
for (const trial of trials.filter(({ tried }) => tried.includes(values.only))) await run.try(trial);
await run.close();
await browser.close();
await around.leave();
const failed = run.rows.filter(({ fault }) => fault !== null).length;
const report = `# Conformance of a kiosk\n\n${around.page}, ${commands} commands to the card in a visit.\n\n${HEAD}${run.rows.map(line).join('')}`;
await writeFile(`${MADE}kiosk-conformance.md`, report);
say(
  `\nkiosk conformance: ${run.rows.length - failed} passed, ${failed} failed; .kaijo/kiosk-conformance.md\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
