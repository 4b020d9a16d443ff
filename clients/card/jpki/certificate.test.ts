import { describe, expect, it } from 'vitest';
import { fromHex } from '#schema/contract/card.ts';
import { readCardId, readValidity } from './certificate.ts';

describe('reading what is no certificate', () => {
  it.each(['', '30', '3003020101', '3082ffff', '300530030c0141'])('%s says card-data', (bytes) => {
    expect(() => readValidity(fromHex(bytes))).toThrow(/card-data at certificate dates/);
    expect(() => readCardId(fromHex(bytes))).toThrow(/card-data at card certificate/);
  });
});
