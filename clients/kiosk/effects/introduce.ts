import type { KioskAtReader } from '#clients/card/reader.ts';
import type { World } from '../ports.ts';
import type { Outcome } from '../state/events.ts';

type Known = Pick<World, 'reader' | 'thumbprint' | 'renewKey'>;

/**
 * Says to this machine which kiosk it is, for its log, and takes the code that it may have been given to enrol with. A key
 * that came with a copy of another machine's disk is made anew. Null: there is no code. Undefined: nobody answered.
 */
export async function introduce(
  { reader, thumbprint, renewKey }: Known,
  standing: KioskAtReader['standing'],
): Promise<string | null | undefined> {
  if (!reader.introduce) return null;
  const welcome = await reader.introduce({ thumbprint, standing }).catch(() => undefined);
  if (welcome === undefined) return undefined;
  if (welcome?.renew) await renewKey();
  return welcome?.code ?? null;
}

/**
 * Enrols with the code that this machine was given. Null: it was given none, or one that is not taken, which is told to it.
 * `later`: machine or service could not be reached.
 */
export async function enrolUnattended(
  world: Known & Pick<World, 'service'>,
): Promise<Outcome | 'later' | null> {
  const code = await introduce(world, 'unknown');
  if (code === undefined) return 'later';
  if (code === null) return null;
  const answer = await world.service.call('enrolKiosk', { message: { code } });
  if (answer.ok) return { type: 'enrolled', reply: answer.value };
  if (answer.trouble.from !== 'service') return 'later';
  await introduce(world, 'refused');
  return null;
}
