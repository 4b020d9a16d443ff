import type { Share } from '#wasm/calibration/statistics.ts';

export const NOT_RUN = 'Not measured yet.';
export const percent = (value: number, digits = 2): string => `${(100 * value).toFixed(digits)} %`;
export const interval = ({ value, low, high }: Share, digits = 2): string =>
  `${percent(value, digits)} (${percent(low, digits)} to ${percent(high, digits)})`;

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;

export function table(head: string[], rows: string[][]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
