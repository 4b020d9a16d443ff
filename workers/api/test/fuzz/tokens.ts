import { base64url } from 'jose';
import type { Chance } from '../random.ts';
import { oddValue, withOddPlace, withOddText } from './values.ts';

const HEADERS = [
  { alg: 'none' },
  { alg: 'none', typ: 'dpop+jwt' },
  { alg: 'HS256', typ: 'kaijo-session+jwt' },
  { alg: 'ES256', typ: 'kaijo-ticket+jwt', kid: '__proto__' },
  { alg: 'dir', enc: 'A256GCM', typ: 'kaijo-card+jwt', zip: 'DEF' },
  { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x: 'A', y: 'A' } },
  { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
  { alg: 'ES256', typ: 'dpop+jwt', crit: ['b64'], b64: false },
];

/** A compact token that was tampered with, or something that never was one. */
export function oddToken(chance: Chance, token: string): string {
  const parts = token.split('.');
  const at = chance.below(parts.length);
  switch (chance.below(7)) {
    case 0:
      return withOddText(chance, token);
    case 1:
      parts[0] = base64url.encode(JSON.stringify(chance.pick(HEADERS)));
      return parts.join('.');
    case 2:
      parts[0] = base64url.encode(JSON.stringify(withOddPlace(chance, readable(parts[0]!))));
      return parts.join('.');
    case 3:
      parts.splice(at, 1);
      return parts.join('.');
    case 4:
      parts[at] = parts[chance.below(parts.length)]!;
      return parts.join('.');
    case 5:
      return `${'A'.repeat(chance.below(9_000))}.${token}`;
    default:
      return JSON.stringify(oddValue(chance));
  }
}

function readable(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(base64url.decode(part)));
  } catch {
    return {};
  }
}
