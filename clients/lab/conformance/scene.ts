import { setTimeout } from 'node:timers/promises';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { CAST, type Member } from '#clients/lab/people/cast.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { issueCard, openLocalLab } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { startLocalSystem } from '#clients/lab/system/system.ts';
import { createApi } from '#clients/sdk/index.ts';
import { WELL, type House, type Scene } from './clause.ts';
import { newKey, Wire, type Key } from './wire.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A deployment to be tried, and how it is left. */
export interface Deployment {
  scene: Scene;
  /** Null where only the outside of it is at hand. */
  house: House | null;
  leave(): Promise<void>;
}

/** The local system of this clone, with its clock at noon and its operator at hand. */
export async function localDeployment(): Promise<Deployment> {
  const system = await startLocalSystem();
  system.clock.moveTo(inJapan(system.clock.now(), 1, '12:00'));
  const { operator, origin, clock, revocation, lab } = system;
  const code = await issueCode(operator, 'Conformance');
  const confirm = async (thumbprint: string) => void (await confirmKiosk(operator, thumbprint));
  const issue = async (member: Member) =>
    personWith(await issueCard(lab.authority, member, clock.now()), member.holder);
  const house = { clock, operator, revocation, issue };
  return { scene: await sceneAt(origin, { code, now: clock.now(), confirm }), house, leave: system.stop };
}

/**
 * A deployment that pins the authority of this clone's lab. `code` is an enrolment code of its operator, who is asked on the way to
 * confirm the kiosk's thumbprint.
 */
export async function deploymentAt(origin: string, code: string): Promise<Deployment> {
  const now = Math.floor(Date.now() / 1_000);
  const scene = await sceneAt(origin, { code, now, confirm: askOperator });
  return { scene, house: null, leave: async () => undefined };
}

async function askOperator(thumbprint: string, active: () => Promise<boolean>): Promise<void> {
  process.stdout.write(`confirm this kiosk, please: ${thumbprint}\n`);
  const until = Date.now() + 600_000;
  while (!(await active())) {
    if (Date.now() > until) throw new Error('nobody confirmed the kiosk within ten minutes');
    await setTimeout(3_000);
  }
}

interface Enrolling {
  code: string;
  now: number;
  confirm(thumbprint: string, active: () => Promise<boolean>): Promise<void>;
}

async function sceneAt(origin: string, { code, now, confirm }: Enrolling): Promise<Scene> {
  const { authority } = await openLocalLab(now);
  const { holderCamera: camera, strangerCamera, strangerPortrait: portrait } = await openFaces();
  const client = async (key: Key = newKey()) => {
    const pair = {
      privateKey: key.privateKey.toCryptoKey(P256, false, ['sign']),
      publicKey: key.publicKey.toCryptoKey(P256, true, ['verify']),
    } as CryptoKeyPair;
    return { api: createApi({ origin, key: pair, language: () => 'en' }), key };
  };
  const kiosk = await client();
  const { thumbprint } = await kiosk.api.call('enrolKiosk', { message: { code } });
  const active = () =>
    kiosk.api.call('heartbeat', { message: WELL }).then(
      () => true,
      () => false,
    );
  await confirm(thumbprint, active);
  return {
    wire: new Wire(origin),
    consentVersion: (await kiosk.api.call('getService')).consentVersion,
    client,
    holder: personWith(await issueCard(authority, CAST.holder, now)),
    camera,
    strangerCamera,
    neighbour: personWith(
      await issueCard(authority, { ...CAST.neighbour, portrait }, now),
      CAST.neighbour.holder,
    ),
    kiosk: { ...kiosk, thumbprint },
  };
}
