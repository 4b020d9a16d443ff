import { mkdir, writeFile } from 'node:fs/promises';
import { build } from 'vite';
import { capturePoses } from '#wasm/synthetic/capture.ts';
import { MADE, ROOT } from './folders.ts';
import type { Lab } from './lab.ts';
import { theLabCard } from './people.ts';

/**
 * Builds the pages as a lab has them: with a simulated card and a camera that plays pictures, and with what these two
 * need under `/lab/`. A production build has none of it. Answers the folder.
 */
export async function buildLabPages(lab: Lab, now: number): Promise<string> {
  const folder = `${MADE}pages`;
  await build({
    configFile: `${ROOT}clients/vite.config.ts`,
    mode: 'lab',
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  await mkdir(`${folder}/lab/selfie`, { recursive: true });
  await writeFile(`${folder}/lab/card.json`, JSON.stringify(await theLabCard(lab, now)));
  for (const [pose, image] of Object.entries(await capturePoses())) {
    await writeFile(`${folder}/lab/selfie/${pose}.jpg`, image);
  }
  return folder;
}
