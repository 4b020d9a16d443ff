import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Replaces all of what is found in a file. */
export const changeFile = (file: string, ...changes: [RegExp, string][]): void =>
  writeFileSync(
    file,
    changes.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(file, 'utf8')),
  );

/** Fills in what an operator has to fill in. @param root of a copy of the project, with a separator at its end */
export function fillIn(root: string): void {
  const der = Buffer.from('root');
  const digest = createHash('sha256').update(der).digest('hex');
  changeFile(
    `${root}wrangler.toml`,
    [/00000000-0000-0000-0000-00000000000(\d)/g, 'abcdef01-0000-4000-8000-00000000000$1'],
    [/([\w-]+)\.example/g, '$1.lg.jp'],
    [/（?記入してください）?/g, ''],
    [/, to be filled in/g, ''],
    [/_ROOTS = ""/g, `_ROOTS = "${digest}"`],
  );
  changeFile(
    `${root}workers/console/wrangler.toml`,
    [/([\w-]+)\.example/g, '$1.lg.jp'],
    [/AUDIENCE = ""/g, `AUDIENCE = "${'a'.repeat(64)}"`],
  );
  writeFileSync(
    `${root}workers/api/anchors.json`,
    JSON.stringify([{ name: 'root', der: der.toString('base64') }]),
  );
}
