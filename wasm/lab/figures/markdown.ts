import type { Share } from '#wasm/calibration/statistics.ts';

export const NOT_RUN = 'Not measured yet.';
export const percent = (value: number, digits = 2): string => `${(100 * value).toFixed(digits)} %`;
export const interval = ({ value, low, high }: Share): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;

export function table(head: string[], rows: string[][]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
