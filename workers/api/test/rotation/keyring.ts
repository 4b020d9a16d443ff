import { makeKey } from '#clients/operator/rotation/new-key.ts';
import {
  observe,
  promote,
  publish,
  retire,
  RULES,
  secretOf,
  type KeyRing,
} from '#clients/operator/rotation/ring.ts';
import type { RingName } from '#schema/contract/published-keys.ts';
import { pointOf } from '#clients/lab/card/issuer/keys.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { lab } from '../world.ts';

/** A ring as an operator's commands turn it, with as much time between the moves as they ask for. */
export class Keyring {
  readonly name: RingName;
  #ring: KeyRing;
  #now = NOW;

  constructor(name: RingName) {
    this.name = name;
    const keys = JSON.parse(lab.environment[RULES[name].secret]!) as { kid: string }[];
    this.#ring = publish(name, [], keys[0]!, NOW);
  }

  async publish(): Promise<Record<string, string>> {
    return this.#turn(publish(this.name, this.#ring, await keyFor(this.name), this.#now));
  }

  /** The key added last, as a card learns it of the card authority. */
  get newest(): { keyId: string; publicKey: string } {
    const { jwk } = this.#ring.find(({ state }) => state === 'published')!;
    return { keyId: jwk.kid, publicKey: toBase64url(pointOf(jwk as never)) };
  }

  promote = () => this.#turn(promote(this.name, this.#seen(), this.#now));
  retire = () => this.#turn(retire(this.name, this.#seen(), this.#now));

  /** A new key in place of all others, which no command does. */
  async replace(): Promise<Record<string, string>> {
    return this.#turn(publish(this.name, [], await keyFor(this.name), this.#now));
  }

  #turn(ring: KeyRing): Record<string, string> {
    this.#ring = ring;
    return { [RULES[this.name].secret]: secretOf(ring) };
  }

  #seen(): KeyRing {
    const kids = this.#ring.map(({ jwk }) => jwk.kid);
    const seen = observe(this.#ring, kids, this.#now);
    this.#now += RULES.master.lives;
    return seen;
  }
}

/** A new key; an authority's has a name of eight bytes. */
async function keyFor(name: RingName) {
  const key = await makeKey(name === 'master' ? 'master' : 'ticket');
  return name === 'authority' ? { ...key, kid: `${key.kid.slice(0, 10)}A` } : key;
}
