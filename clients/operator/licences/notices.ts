import { globSync, readFileSync } from 'node:fs';
import full from 'spdx-license-list/full.js';
import type { Manifest } from '#wasm/manifest.ts';
import { isAllowed, OWN_MODEL } from './allowed.ts';

/** What goes with one package or model: under which licence it is, and the words that have to go with it. */
export interface Notice {
  title: string;
  licence: string;
  text: string;
  /** The same thing as a bill of materials names it: a component of CycloneDX 1.5, without its licence. */
  component: Record<string, unknown>;
}

/** Who is named where a package brings a licence's name without its text. */
const HOLDERS: Record<string, string> = {
  '@mediapipe/face_detection': 'Copyright The MediaPipe Authors',
  '@mediapipe/face_mesh': 'Copyright The MediaPipe Authors',
  'drizzle-orm': 'Copyright Drizzle Team',
  'hts-voice-nitech-jp-atr503-m001':
    'Copyright 2003-2012 Nagoya Institute of Technology, Department of Computer Science\nCopyright 2003-2008 Tokyo Institute of Technology, Interdisciplinary Graduate School of Science and Engineering',
  'faceplugin-face-recognition-js': 'Copyright (c) 2021 gitguanqi',
  'onnxruntime-web':
    'Copyright (c) Microsoft Corporation\nIts WebAssembly contains what ThirdPartyNotices.txt of that version names: https://github.com/microsoft/onnxruntime',
};

const LICENCE_FILE = /(^|\/)(licen[cs]e|copying|notice|copyright|ofl)[^/]*$/i;

/** The notice of the package in `folder`: its own licence files, or the licence's text and its holder. */
export function packageNotice(folder: string): Notice {
  const {
    name,
    version,
    license: licence,
  } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const files = globSync('{*,*/*,*/*/*}', { cwd: folder, exclude: ['node_modules'], withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name) && !/\.(ts|m?js)$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8').trim());
  const text = files.length > 0 ? files.sort().join('\n\n') : standardText(name, licence);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { title: `${name} ${version}`, licence, text, component: { type: 'library', name, version, purl } };
}

/**
 * The notice of a model file, from what the manifest says of it: `licence` begins with the licence's SPDX name. Of an
 * operator's own model it has the recipe's words: what was agreed with its owner, only they know.
 */
export function modelNotice(name: string, model: Manifest['models'][string]): Notice {
  const { source, licence, provenance, sha256, file } = model;
  const hashes = [{ alg: 'SHA-256', content: sha256 }];
  const what = {
    title: `model ${name} (${source})`,
    component: { type: 'machine-learning-model', name, description: source, hashes },
  };
  if (file !== undefined) return { ...what, licence: OWN_MODEL, text: `${licence}\n\n${provenance}` };
  const [spdx = ''] = /^[\w.-]+/.exec(licence) ?? [];
  const [origin = ''] = /^@?[^@:\s]+/.exec(source) ?? [];
  return { ...what, licence: spdx, text: standardText(origin, spdx) };
}

const VOICE = 'hts-voice-nitech-jp-atr503-m001';

/** The notice of the voice in the kiosk's Japanese sounds: its licence asks for it wherever they go. */
export const voiceNotice = (): Notice => ({
  title: `voice ${VOICE} (sounds spoken with it by Open JTalk)`,
  licence: 'CC-BY-3.0',
  text: standardText(VOICE, 'CC-BY-3.0'),
  component: {
    type: 'data',
    name: VOICE,
    description: 'the voice of the sounds that a kiosk plays in Japanese',
  },
});

function standardText(name: string, licence: string): string {
  const [holder, standard] = [HOLDERS[name], full[licence]?.licenseText];
  if (!holder || !standard) throw new Error(`${name} (${licence}) brings no licence text: name its holder`);
  const words = standard.replace(/^.*Copyright \(c\) <year>.*$/m, '').trim();
  return `${holder}\n\n${words}`;
}

/** All notices as one text. */
export function asText(notices: readonly Notice[]): string {
  const parts = notices.map(
    ({ title, licence, text }) => `${'='.repeat(80)}\n${title}: ${licence}\n\n${text}\n`,
  );
  return `What Kaijo's pages and Workers contain by others, and under which terms. Made at build.\n\n${parts.join('\n')}`;
}

/** The same as a bill of materials: CycloneDX 1.5. */
export const asBill = (notices: readonly Notice[], version: string): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: 'kaijo', version } },
  components: notices.map(({ licence, component }) => ({
    ...component,
    licenses: [{ expression: licence }],
  })),
});

/** Throws when a licence is not one that may be shipped. */
export function refuseOthers(notices: readonly Notice[]): void {
  const refused = notices.filter(({ component, licence }) => !isAllowed(String(component['name']), licence));
  if (refused.length === 0) return;
  throw new Error(
    `may not be shipped: ${refused.map(({ title, licence }) => `${title} (${licence})`).join(', ')}`,
  );
}
