import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../wrangler.ts';
import { isAllowed, refusedPackages } from './allowed.ts';
import { modelNotice, packageNotice, refuseOthers } from './notices.ts';

/** A package of that name and licence, with the files named. */
function packageFolder(name: string, license: string, files: Record<string, string>): string {
  const folder = mkdtempSync(`${tmpdir()}/package-`);
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, version: '1.0.0', license }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true });
    writeFileSync(`${folder}/${file}`, text);
  }
  return folder;
}

describe('a notice', () => {
  it('has every licence file of its package, those of the parts too', () => {
    const files = { LICENSE: 'ours', 'wasm/LICENSE_PART': 'theirs', 'license.ts': 'code' };
    expect(packageNotice(packageFolder('p', 'MIT', files)).text).toBe('ours\n\ntheirs');
  });

  it('has the text of the licence and the holder where the package brings none', () => {
    const { text } = packageNotice(`${ROOT}node_modules/drizzle-orm`);
    expect(text).toContain('Drizzle Team');
    expect(text).toContain('Apache License');
    expect(text).not.toContain('<year>');
  });

  it('cannot be made without a text and a holder', () => {
    expect(() => packageNotice(packageFolder('p', 'MIT', {}))).toThrow('p (MIT) brings no licence text');
  });

  it('of a model is under the licence that the manifest names first', () => {
    const source = 'drizzle-orm@1.0.0: model.onnx';
    const model = { bytes: 1, sha256: '', source, licence: 'MIT (package)', provenance: '' };
    expect(modelNotice('m', model)).toMatchObject({
      licence: 'MIT',
      text: expect.stringContaining('Drizzle Team'),
    });
  });

  it('of an operator’s own model has the words of its recipe, and may be shipped', () => {
    const [licence, provenance] = ['contract 12 of 2026-04-01', 'trained by its owner'];
    const model = { bytes: 1, sha256: '', source: 'by post', licence, provenance, file: 'own/m.onnx' };
    const notice = modelNotice('m', model);
    expect(notice.text).toBe(`${licence}\n\n${provenance}`);
    expect(() => refuseOthers([notice])).not.toThrow();
  });
});

describe('what may be shipped', () => {
  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND OFL-1.1'])('%s', (licence) => {
    expect(isAllowed('p', licence)).toBe(true);
  });

  it.each(['GPL-3.0-only', 'MIT AND AGPL-3.0-only', 'SEE LICENSE IN EULA', '', undefined])(
    'not %s',
    (licence) => {
      expect(isAllowed('p', licence)).toBe(false);
    },
  );

  it('is asked of everything that is installed without `dev`, by the name that is shipped', () => {
    const license = 'GPL-3.0-only';
    const packages = {
      '': {},
      'node_modules/a/node_modules/@b/c': { license },
      'node_modules/d': { license, dev: true },
    };
    expect(refusedPackages(packages)).toEqual(['@b/c (GPL-3.0-only)']);
  });

  it('is asked of every bundle', () => {
    const folder = packageFolder('p', 'GPL-3.0-only', { COPYING: 'theirs' });
    expect(() => refuseOthers([packageNotice(folder)])).toThrow('p 1.0.0 (GPL-3.0-only)');
  });
});
