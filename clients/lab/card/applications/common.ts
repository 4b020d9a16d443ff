import { ascii, concat, fromHex } from '#schema/contract/card.ts';
import type { CardProfile } from '../profile.ts';
import type { Application } from './application.ts';

export const COMMON_AID = fromHex('D3921000310001010100');

/** 共通カード: one record that anybody may read. */
export const common = ({ commonRecord }: CardProfile): Application => ({
  name: 'common',
  aid: COMMON_AID,
  files: new Map(),
  references: new Map(),
  keys: new Map(),
  records: new Map([[0x0001, [concat(Uint8Array.of(0x01, 0x1c), ascii(commonRecord))]]]),
  unnamedKey: null,
});
