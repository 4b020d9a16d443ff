import { expect, it } from 'vitest';
import { corrected, mayImport, readmeFault } from './readmes.ts';

const readme = (path: string, ...lines: string[]) => ({ path, text: lines.join('\n') });

it('a column "may import" is made from the table, by the names in the first column', () => {
  const table = ['| folder | what it is | may import |', '|---|---|---|'];
  const before = readme(
    'workers/api/README.md',
    ...table,
    '| `services/` | verbs | everything |',
    '',
    '| a | b |',
  );
  const after = [...table, '| `services/` | verbs | `domain`, `ports`, `schema/contract` |', '', '| a | b |'];
  expect(corrected(before)).toBe(after.join('\n'));
});
it('so is the line of a room, and nothing else', () => {
  const before = readme('workers/matcher/README.md', '# matcher', '', 'May import: `hono`.', '', 'More.');
  expect(corrected(before)).toBe(
    '# matcher\n\nMay import: `wasm/engine.ts`, `wasm/runtime`, `schema/contract`, `cloudflare:workers`.\n\nMore.',
  );
});
it('a folder that has rooms may what they may, beside each other', () => {
  expect(mayImport('clients/card', ['clients/card/pcsc'])).toBe(
    '`clients/card`, `remote-reader.ts`, `schema/contract`, `valibot`, `smartcard`, Node, `package.json`, `ws`',
  );
  expect(mayImport('schema', ['schema/contract'])).toBe('`valibot`');
  expect(mayImport('wasm', ['wasm/geometry.ts'])).toBe('–');
  expect(mayImport('clients', ['clients/lab'])).toBe('anything');
});
it('a room whose README says nothing, or says it in its own words, is named', () => {
  expect(readmeFault(readme('clients/sdk/README.md', '# sdk'))).toContain('has no line "May import: …"');
  expect(readmeFault(readme('clients/README.md', 'They may import each other.'))).toContain(
    'in its own words',
  );
  expect(readmeFault(readme('clients/sdk/README.md', 'May import: `jose`.'))).toBeNull();
});
