import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLAUSES, LEFT_OUT } from './clauses.ts';
import { statementOf } from './statements.ts';

export const REPORT = fileURLToPath(new URL('../../kiosk/accessibility.generated.yaml', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const HEAD = `title: Accessibility of the Kaijo kiosk, by the makers themselves
product:
  name: Kaijo kiosk (STEP 2)
  version: "${version}"
  description: The page on a kiosk on which the signature password of a My Number card is reset.
author:
  name: The Kaijo project
report_date: 30 November 2026
evaluation_methods_used: >-
  axe and measurements in Chromium on every screen, scripted hands and ears; no assistive technology, no person with a
  disability and no machine of an operator.
catalog: 2.5-edition-wcag-2.2-508-eu-en
chapters:
`;

function criterion(num: string, component: 'web' | 'none'): string {
  const [level, notes] = statementOf(num) ?? ['not-evaluated', ''];
  return `      - num: "${num}"
        components:
          - name: ${component}
            adherence:
              level: ${level}
              notes: ${JSON.stringify(notes)}
`;
}

/** The two tables of WCAG are about the page, all others about the whole. */
const componentOf = (chapter: string) => (chapter.startsWith('success_criteria') ? 'web' : 'none');

/** The report as OpenACR has it. */
export function openAcr(): string {
  const stated = Object.entries(CLAUSES).map(([chapter, clauses]) => {
    const criteria = clauses.map((clause) => criterion(clause, componentOf(chapter)));
    return `  ${chapter}:\n    criteria:\n${criteria.join('')}`;
  });
  const others = Object.entries(LEFT_OUT).map(
    ([chapter, why]) => `  ${chapter}:\n    disabled: true\n    notes: ${JSON.stringify(why)}\n`,
  );
  return HEAD + [...stated, ...others].join('');
}

if (import.meta.main) writeFileSync(REPORT, openAcr());
