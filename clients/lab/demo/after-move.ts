import { Card } from '#clients/card/card.ts';
import { JPKI, readCertificate, selectJpki } from '#clients/card/applets/jpki.ts';
import { SIGNATURE_PASSWORD_REFERENCE, verify } from '#clients/card/pin.ts';
import { agree, authorise, checkSignatureCertificate, complete, write } from '#clients/sdk/step2.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { NEW_PASSWORD } from '#clients/lab/people/cast.ts';
import { claimAt, createPhone, reserveOn } from '#clients/lab/people/devices.ts';
import { secret, type Person } from '#clients/lab/people/people.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Cast } from './cast.ts';
import type { Journey } from './journey.ts';
import type { Steps } from './steps.ts';

type Stage = { steps: Steps; system: LocalSystem; cast: Pick<Cast, 'moved' | 'holderCamera'> } & Pick<
  Journey,
  'kiosk'
>;

/** Somebody moved: both steps succeed, and the signature does not work all the same. The kiosk can say so. */
export async function walkAfterMove({ steps, system, kiosk, cast }: Stage): Promise<void> {
  const { moved, holderCamera } = cast;
  steps.part('Somebody who moved');
  await steps.does('A move revokes the signature certificate alone', async () =>
    system.revocation.revoke(moved.signatureCertificate!, 'affiliationChanged'),
  );
  const visit = await steps.does('Both steps succeed', async () => {
    await reserveOn(await createPhone(system.origin), moved, holderCamera);
    const { card, redemption, ...proved } = await claimAt(kiosk, moved);
    const agreed = await agree({ card, ...proved });
    const authorisation = await authorise(kiosk, redemption, agreed.message);
    await complete(kiosk, await write(agreed, authorisation, secret(NEW_PASSWORD).secret));
    await card.close({ reset: true });
    return redemption;
  });
  await steps.does('Asked about the signature certificate, the service says: revoked', async (note) => {
    const { status } = await checkSignatureCertificate(kiosk, visit, await signatureCertificateOf(moved));
    note(`signature certificate: ${status}`);
    if (status !== 'revoked') throw new Error(`expected revoked, got ${status}`);
  });
}

/** EF 0001, which the new password opens. */
async function signatureCertificateOf(person: Person): Promise<Octets> {
  const card = new Card(await person.reader.open());
  await selectJpki(card);
  await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
  const certificate = await readCertificate(card, JPKI.signatureCertificate);
  await card.close({ reset: true });
  return certificate;
}
