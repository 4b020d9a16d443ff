import type { Restorable } from '#clients/operator/commands/restore.ts';
import type { Asked, OperatorAnswers, OperatorCall } from '#schema/contract/operator-acts.ts';
import { operate } from '../../operator-calls.ts';
import { purge } from '../../services/purge.ts';
import { sealAudit } from '../../services/seal-audit.ts';
import type { Kiosk } from '../actors.ts';
import { database, rowsOf, setKioskState, type World } from '../world.ts';
import { putBack, type Copy } from './copy.ts';

/** One call of an operator. Throws with the code of a refusal. */
export async function act<C extends OperatorCall>(
  { ports }: World,
  call: C,
  asked: Asked<C>,
): Promise<OperatorAnswers[C]> {
  const reply = await operate(ports, call, 'hanako@operator.example', asked);
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

/** A kiosk that an operator confirmed, so that the trail tells of it. */
export async function confirmedKiosk(world: World, made = world.kiosk()): Promise<Kiosk> {
  const kiosk = await made;
  await setKioskState(kiosk.thumbprint, 'pending');
  await act(world, 'confirmKiosks', { shown: [kiosk.thumbprint] });
  return kiosk;
}

export const revoke = (world: World, { thumbprint }: Kiosk) =>
  act(world, 'revokeKiosks', { shown: [thumbprint] });

/** Closes both steps for a day; answers the closure's id. */
export async function planClosure(world: World): Promise<string> {
  const span = { from: world.now, until: world.now + 86_400 };
  const ordered = { scope: 'both', cuts: false, reason: 'maintenance', note: null, force: true } as const;
  const closure = await act(world, 'planClosure', { ...span, ...ordered });
  return closure.id;
}

export const endClosure = async (world: World, id: string) => void (await act(world, 'endClosure', { id }));

/** The service of a world as the command that restores sees it: its database goes back to the copy at hand. */
export const restorable = (world: World, copy: Copy): Restorable => ({
  close: () => planClosure(world),
  open: (closure) => endClosure(world, closure),
  pause: async () => void (world.ports.settings.paused = true),
  resume: async () => void (world.ports.settings.paused = false),
  trail: async () => {
    const sealed = '(SELECT coalesce(max(seq), 0) FROM audit_heads)';
    const [row] = await rowsOf(
      `SELECT ${sealed} AS sealed, count(*) AS unsealed FROM audit_events WHERE seq > ${sealed}`,
    );
    return row as { sealed: number; unsealed: number };
  },
  turn: async () => {
    await sealAudit(world.ports, world.now);
    await purge(world.ports, world.now);
  },
  bookmark: async () => 'what it is',
  putBack: () => putBack(database, copy),
  say: () => undefined,
});
