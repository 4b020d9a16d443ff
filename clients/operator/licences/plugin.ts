import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Plugin } from 'vite';
import type { Manifest } from '#wasm/manifest.ts';
import { ROOT, runWrangler } from '../wrangler.ts';
import {
  asBill,
  asText,
  modelNotice,
  packageNotice,
  refuseOthers,
  voiceNotice,
  type Notice,
} from './notices.ts';

/** Notes every file that goes into a bundle. The pages' web workers are bundled apart: they need one of their own. */
export function inventory(files: Set<string>): Plugin {
  return {
    name: 'kaijo-inventory',
    apply: 'build',
    enforce: 'pre',
    transform: {
      // A style's imports are put in its place and are no modules of the bundle.
      filter: { id: /\.css$/ },
      handler(code) {
        for (const [, path] of code.matchAll(/@import '([^.'][^']*)'/g)) files.add(`node_modules/${path}`);
      },
    },
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset') for (const name of file.originalFileNames) files.add(name);
        else
          for (const [id, { renderedLength }] of Object.entries(file.modules))
            if (renderedLength > 0) files.add(id);
      }
    },
  };
}

type Bundled = 'api' | 'matcher' | 'console';

/**
 * Writes `licences.txt`, the notices of everything in the pages and in these Workers, and `sbom.json`, the list of it.
 * They lie beside the pages: what is uploaded with them carries them, and a Worker's code does not grow by them.
 */
export function licencesFile(files: Set<string>, workers: readonly Bundled[]): Plugin {
  return {
    name: 'kaijo-licences',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler() {
        const all = [...files];
        for (const worker of workers) all.push(...(await filesOf(worker)));
        const notices = noticesOf(all);
        const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string };
        const bill = `${JSON.stringify(asBill(notices, version), null, 2)}\n`;
        this.emitFile({ type: 'asset', fileName: 'licences.txt', source: asText(notices) });
        this.emitFile({ type: 'asset', fileName: 'sbom.json', source: bill });
      },
    },
  };
}

/** What a deployment would put into a Worker: the files of its bundle, and the models beside it. */
async function filesOf(worker: Bundled): Promise<string[]> {
  const folder = mkdtempSync(`${tmpdir()}/kaijo-${worker}-`);
  // The pages are being built; wrangler only wants a folder to be there.
  const assets = worker === 'matcher' ? [] : ['--assets', folder];
  const config = worker === 'api' ? [] : ['--config', `${ROOT}workers/${worker}/wrangler.toml`];
  const options = ['--env', '', '--dry-run', '--metafile', '--outdir', folder];
  try {
    await runWrangler(['deploy', ...options, ...config, ...assets]);
    const { outputs } = JSON.parse(readFileSync(`${folder}/bundle-meta.json`, 'utf8')) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
    const bundled = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
    return [...bundled, ...readdirSync(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const JAPANESE_SOUND = /voices\/ja(-easy)?\/[^/]+\.opus$/;

/** The notices of the packages, models and voices that these files are of, by title. Throws when one may not be shipped. */
function noticesOf(files: readonly string[]): Notice[] {
  const { models } = JSON.parse(readFileSync(`${ROOT}wasm/manifest.json`, 'utf8')) as Manifest;
  const packages = new Set(
    files.flatMap((file) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
  );
  const shipped = Object.entries(models).filter(([name]) =>
    files.some((file) => new RegExp(`(^|[/-])${name}\\.onnx$`).test(file)),
  );
  const notices = [
    ...[...packages].map((path) => packageNotice(`${ROOT}${path}`)),
    ...shipped.map(([name, model]) => modelNotice(name, model)),
    ...(files.some((file) => JAPANESE_SOUND.test(file)) ? [voiceNotice()] : []),
  ].sort((a, b) => (a.title < b.title ? -1 : 1));
  refuseOthers(notices);
  return notices;
}
