// Which clauses there are, by the chapters of OpenACR's catalogue 2.5-edition-wcag-2.2-508-eu-en.

const list = (text: string): string[] => text.trim().split(/\s+/);

/** WCAG 2.2 (ISO/IEC 40500), Levels A and AA, and EN 301 549 V3.2.1. */
export const CLAUSES = {
  success_criteria_level_a: list(`
    1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
    2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.1 4.1.2`),
  success_criteria_level_aa: list(`
    1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2
    3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3`),
  en_301_549_functional_performance: list(`
    4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.2.6 4.2.7 4.2.8 4.2.9 4.2.10 4.2.11`),
  en_301_549_generic_requirements: list(`
    5.1 5.1.2 5.1.2.1 5.1.2.2 5.1.3 5.1.3.1 5.1.3.2 5.1.3.3 5.1.3.4 5.1.3.5 5.1.3.6 5.1.3.7 5.1.3.8 5.1.3.9 5.1.3.10
    5.1.3.11 5.1.3.12 5.1.3.13 5.1.3.14 5.1.3.15 5.1.3.16 5.1.4 5.1.5 5.1.6 5.1.6.1 5.1.6.2 5.1.7 5.2 5.3 5.4 5.5
    5.5.1 5.5.2 5.6 5.6.1 5.6.2 5.7 5.8 5.9`),
  'en_301_549_ict_with_two-way_voice': list(`
    6.1 6.2 6.2.1.1 6.2.1.2 6.2.2.1 6.2.2.2 6.2.2.3 6.2.2.4 6.2.3 6.2.4 6.3 6.4 6.5 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5
    6.5.6 6.6`),
  en_301_549_ict_with_video: list(`7.1 7.1.1 7.1.2 7.1.3 7.1.4 7.1.5 7.2.1 7.2.2 7.2.3 7.3`),
  en_301_549_hardware: list(`
    8.1.1 8.1.2 8.1.3 8.2 8.2.1.1 8.2.1.2 8.2.2.1 8.2.2.2 8.3 8.3.2.1 8.3.2.2 8.3.2.3.1 8.3.2.3.2 8.3.2.3.3 8.3.2.4
    8.3.2.5 8.3.2.6 8.3.3.1 8.3.3.2 8.3.3.3.1 8.3.3.3.2 8.3.4.1 8.3.4.2 8.3.4.3.2 8.3.4.3.3 8.3.5 8.3.6 8.4 8.4.1
    8.4.2.1 8.4.2.2 8.4.3 8.5`),
  'en_301_549_non-web-documents': list(`10.0 10.5 10.6`),
  en_301_549_software: list(`
    11.0 11.5 11.5.1 11.5.2 11.5.2.1 11.5.2.2 11.5.2.3 11.5.2.4 11.5.2.5 11.5.2.6 11.5.2.7 11.5.2.8 11.5.2.9 11.5.2.10
    11.5.2.11 11.5.2.12 11.5.2.13 11.5.2.14 11.5.2.15 11.5.2.16 11.5.2.17 11.6 11.6.1 11.6.2 11.7 11.8 11.8.1 11.8.2
    11.8.3 11.8.4 11.8.5`),
  en_301_549_documentation_and_support_services: list(`12.1 12.1.1 12.1.2 12.2 12.2.2 12.2.3 12.2.4`),
  en_301_549_ict_providing_relay_or_emergency_service_access: list(`
    13.1 13.1.2 13.1.3 13.1.4 13.1.5 13.1.6 13.2 13.3`),
} as const;

/** Chapters of the catalogue that this report leaves out, and why. */
export const LEFT_OUT: Record<string, string> = {
  success_criteria_level_aaa: 'Level AAA is not claimed.',
  en_301_549_web: 'Clause 9 is the two tables of WCAG above.',
  functional_performance_criteria: 'Section 508 of the United States is not reported.',
  hardware: 'Section 508 of the United States is not reported.',
  software: 'Section 508 of the United States is not reported.',
  support_documentation_and_services: 'Section 508 of the United States is not reported.',
};
