import { mkdir, writeFile } from 'node:fs/promises';
import { build } from 'vite';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { capturePoses } from '#wasm/lab/synthetic/capture.ts';
import { MADE, ROOT } from '#clients/operator/wrangler.ts';
import { theLabCard, type LocalLab } from '#clients/lab/people/lab.ts';
import { alone, asProduction, isCurrent, makeOnce, PAGE_SOURCES } from './made.ts';

const SOURCES = [...PAGE_SOURCES, 'wasm'];

/**
 * The pages as a lab has them, built anew if anything changed: with a simulated card and a camera that plays pictures,
 * and with what these two need under `/lab/`. A production build has none of it. Answers the folder.
 */
export async function buildLabPages(lab: LocalLab, now: number, folder = `${MADE}pages`): Promise<string> {
  const card = `${folder}/lab/card.json`;
  await alone('pages', async () => {
    if (!(await isCurrent(card, SOURCES))) await buildPages(folder);
    await writeDurably(card, JSON.stringify(await theLabCard(lab, now)));
  });
  return folder;
}

/** The console's page, as it is deployed. Answers the folder. */
export async function buildConsolePages(folder = `${MADE}console-pages`): Promise<string> {
  await makeOnce(`${folder}/index.html`, PAGE_SOURCES, () =>
    asProduction(() =>
      build({
        configFile: `${ROOT}clients/console/vite.config.ts`,
        logLevel: 'warn',
        build: { outDir: folder, emptyOutDir: true },
      }),
    ),
  );
  return folder;
}

async function buildPages(folder: string): Promise<void> {
  await asProduction(() =>
    build({
      configFile: `${ROOT}clients/lab/pages/vite.config.ts`,
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true },
    }),
  );
  await mkdir(`${folder}/lab/selfie`, { recursive: true });
  for (const [pose, image] of Object.entries(await capturePoses())) {
    await writeFile(`${folder}/lab/selfie/${pose}.jpg`, image);
  }
}
