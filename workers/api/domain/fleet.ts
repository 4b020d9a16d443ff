import { checkWords, readCheckWords, thumbprintStart } from '#schema/contract/check-words.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';
import type { OperatorRefusal } from '#schema/contract/operator-acts.ts';
import type { AuditEvent, OperatorKind } from './audit.ts';

/** What an operator can do to a kiosk: from which states, to which, and how the trail calls it. */
export const KIOSK_MOVES = {
  confirm: { from: ['pending'], to: 'active', kind: 'kiosk-confirmed' },
  suspend: { from: ['active'], to: 'suspended', kind: 'kiosk-suspended' },
  resume: { from: ['suspended'], to: 'active', kind: 'kiosk-resumed' },
  revoke: { from: ['pending', 'active', 'suspended'], to: 'revoked', kind: 'kiosk-revoked' },
} as const satisfies Record<string, KioskMove>;

export interface KioskMove {
  from: readonly KioskState[];
  to: KioskState;
  kind: OperatorKind;
}

/** A kiosk as far as a decision needs it. */
export interface KnownKiosk {
  id: string;
  thumbprint: string;
  label: string;
  state: KioskState;
}

/** What was shown, and the kiosk that is meant. */
export interface Meant {
  shown: string;
  kiosk: KnownKiosk;
}

export interface Chosen {
  meant: Meant[];
  refused: { shown: string; code: OperatorRefusal }[];
}

/** With what the thumbprint of a kiosk begins that shows this, its check words or the thumbprint itself. */
export function startOf(shown: string): string {
  const words = readCheckWords(shown);
  return words === null ? shown : thumbprintStart(words);
}

/**
 * Finds the kiosks that are meant, each once.
 * @param from only kiosks in these states can be: of two with the same words, the other one is not in question
 */
export function choose(
  shown: readonly string[],
  known: readonly KnownKiosk[],
  from: readonly KioskState[],
): Chosen {
  const byName = Map.groupBy(
    known.flatMap((kiosk) => namesOf(kiosk).map((name) => ({ name, kiosk }))),
    ({ name }) => name,
  );
  const chosen: Chosen = { meant: [], refused: [] };
  const taken = new Set<string>();
  for (const text of shown) {
    const found = (byName.get(readCheckWords(text) ?? text) ?? []).map(({ kiosk }) => kiosk);
    const possible = found.filter(({ id, state }) => from.includes(state) && !taken.has(id));
    const [kiosk] = possible;
    if (kiosk && possible.length === 1) {
      taken.add(kiosk.id);
      chosen.meant.push({ shown: text, kiosk });
    } else chosen.refused.push({ shown: text, code: refusalOf(found.length, possible.length) });
  }
  return chosen;
}

function refusalOf(found: number, possible: number): OperatorRefusal {
  if (possible > 1) return 'kiosk-ambiguous';
  return found > 0 ? 'kiosk-state' : 'kiosk-unknown';
}

/** A row that somebody else put in may have a thumbprint that is none. */
function namesOf({ thumbprint }: KnownKiosk): string[] {
  try {
    return [thumbprint, checkWords(thumbprint)];
  } catch {
    return [thumbprint];
  }
}

/** An operator's act upon a kiosk, or upon none, for the trail. */
export const actOf = (
  kind: OperatorKind,
  { at, actor, kioskId = null }: { at: number; actor: string; kioskId?: string | null },
  detail: AuditEvent['detail'] = {},
): AuditEvent => ({
  at,
  kind,
  reservationId: null,
  card: null,
  kioskId,
  detail: { ...detail, actor },
});
