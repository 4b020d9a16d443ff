import { fromBER, type BaseBlock } from 'asn1js';
import type { Octets } from '#schema/contract/card.ts';
import { require } from './check.ts';

/** One ASN.1 value, all of `bytes`: with anything behind it, it is refused. Throws. */
export function parseAsn1(bytes: Octets, name: string): BaseBlock {
  const { offset, result } = fromBER(bytes);
  require(offset === bytes.length, `${name}-length`);
  return result as BaseBlock;
}
