import { fromBase64url } from '#schema/contract/bytes.ts';
import { ascii, concat, type Octets } from '#schema/contract/card.ts';
import { LAB_MODEL } from '#clients/card/applets/jpki.ts';
import { HOLDER, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { authorise } from '../issuer/reset-authority.ts';
import type { PersonalisedCard } from '../profile.ts';
import { tokenInfo } from '../applications/jpki.ts';
import type { FuzzPlan } from './fuzz.ts';
import { secretsOf } from './world.ts';

export type FuzzLab = Pick<FuzzPlan, 'made' | 'secrets' | 'published' | 'authorise'>;

/** A card for the fuzzer and the authority that can authorise its resets. The photo is noise: nothing here looks at it. */
export async function fuzzLab(now: number): Promise<FuzzLab> {
  const { authority, issue } = await openLab(now);
  const made = await issue({ photo: crypto.getRandomValues(new Uint8Array(1000)) });
  return {
    made,
    secrets: secretsOf({ holder: HOLDER, pin: PIN, signaturePassword: PASSWORD }),
    published: publishedBy(made),
    authorise: async (channel, ticketHash) =>
      fromBase64url(await authorise(authority, { ...channel, ticketHash })),
  };
}

function publishedBy({ profile }: PersonalisedCard): Octets {
  const { certificates, surface, text, commonRecord } = profile;
  const files = [...Object.values(certificates), ...Object.values(surface), ...Object.values(text)];
  const contents = files.map((file) => fromBase64url(file ?? ''));
  return concat(...contents, tokenInfo(LAB_MODEL), ascii(commonRecord));
}
