import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  ascii,
  authorisationMessage,
  concat,
  encodeAuthorisation,
  sealAuthorisation,
  type Octets,
} from '#schema/contract/card.ts';
import { LAB_MODEL } from '#clients/card/applets/jpki.ts';
import { createAuthority } from '../issuer/authority.ts';
import { importPrivate } from '../issuer/keys.ts';
import type { Holder } from '../personalise/holder.ts';
import { personalise } from '../personalise/personalise.ts';
import type { PersonalisedCard } from '../profile.ts';
import { tokenInfo } from '../applications/jpki.ts';
import type { FuzzPlan } from './fuzz.ts';
import { secretsOf, type TerminalChannel } from './world.ts';

const HOLDER: Holder = {
  name: '試験　太郎',
  address: '架空県架空市一丁目',
  birthDate: '19750817',
  sex: '1',
  prefecture: '架空県',
  city: '架空市',
  municipalityCode: '99999',
  cardExpiry: '20360817',
  securityCode: '6402',
};
const SECRETS = { pin: '7093', signaturePassword: 'Q7VTHWZ3MPK5' };
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

export type FuzzLab = Pick<FuzzPlan, 'made' | 'secrets' | 'published' | 'authorise'>;

/** A card for the fuzzer and the authority that can authorise its resets. The photo is noise: nothing here looks at it. */
export async function fuzzLab(now: number): Promise<FuzzLab> {
  const authority = await createAuthority(now);
  const photo = crypto.getRandomValues(new Uint8Array(1000));
  const made = await personalise({ authority, holder: HOLDER, photo, now, ...SECRETS });
  const key = await importPrivate(authority.resetAuthority);
  const issuerKeyId = fromBase64url(authority.resetAuthority.kid);
  const authorise = async (
    { agreement, kioskKey }: TerminalChannel,
    ticketHash: Uint8Array,
  ): Promise<Octets> => {
    const { cardId, r } = agreement;
    const kioskKeyHash = await sha256(kioskKey);
    const rest = { kioskId: new Uint8Array(16), notAfter: now + 60, issuerKeyId };
    const encoded = encodeAuthorisation({ cardId, r, kioskKeyHash, ticketHash, ...rest });
    const signature = await crypto.subtle.sign(ES256, key, authorisationMessage(encoded));
    return sealAuthorisation(encoded, new Uint8Array(signature));
  };
  return {
    made,
    secrets: secretsOf({ holder: HOLDER, ...SECRETS }),
    published: publishedBy(made),
    authorise,
  };
}

function publishedBy({ profile }: PersonalisedCard): Octets {
  const { certificates, surface, text, commonRecord } = profile;
  const files = [...Object.values(certificates), ...Object.values(surface), ...Object.values(text)];
  const contents = files.map((file) => fromBase64url(file ?? ''));
  return concat(...contents, tokenInfo(LAB_MODEL), ascii(commonRecord));
}
