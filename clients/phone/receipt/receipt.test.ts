import { describe, expect, it } from 'vitest';
import { calendarOf } from './calendar.ts';
import { qrPath, shortCode } from './codes.ts';

const ID = '5f0c9a3e-7d21-4b68-9c4e-2a1b0c9d8e7f';
const NOW = 1_795_614_000;
const windows = [
  { from: NOW, until: NOW + 1_200 },
  { from: NOW + 28_200, until: NOW + 86_400 },
];
const words = {
  title: 'キオスク端末で署名用パスワードを設定（マイナンバーカード持参）',
  note: '持ち物, カード; だけ',
};

describe('the calendar file', () => {
  const lines = calendarOf(ID, windows, words, NOW).split('\r\n');

  it('has an entry for each window, in universal time, and reminds in the last', () => {
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(lines).toContain('DTSTART:20261125T134000Z');
    expect(lines).toContain('DTEND:20261126T134000Z');
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1);
    expect(lines.indexOf('BEGIN:VALARM')).toBeGreaterThan(lines.indexOf('DTSTART:20261125T213000Z'));
  });

  it('keeps to the format: short lines, nothing cut, escaped text', () => {
    const bytes = (line: string) => new TextEncoder().encode(line).length;
    expect(Math.max(...lines.map(bytes))).toBeLessThanOrEqual(75);
    const unfolded = lines.join('\r\n').replaceAll('\r\n ', '');
    expect(unfolded).toContain(`SUMMARY:${words.title}`);
    expect(unfolded).toContain('DESCRIPTION:持ち物\\, カード\\; だけ');
    expect(lines.at(-1)).toBe('');
  });
});

describe('the number for people', () => {
  it('is the beginning of the id, without letters that look like digits', () => {
    expect(shortCode(ID)).toBe('BW69-MFKX');
    expect(shortCode('00000000-0000-4000-8000-000000000000')).toBe('0000-0000');
    expect(shortCode('ffffffff-ffff-4fff-8fff-ffffffffffff')).toBe('ZZZZ-ZZZZ');
  });
});

describe('the QR code', () => {
  it('has a quiet zone of four modules around its three corner marks', async () => {
    const { path, size } = await qrPath(`urn:uuid:${ID}`);
    const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
    const last = size - 5;
    for (const corner of ['4 4', `${last} 4`, `4 ${last}`]) expect(dark.has(corner)).toBe(true);
    for (const place of dark) expect(Math.min(...place.split(' ').map(Number))).toBeGreaterThanOrEqual(4);
  });
});
