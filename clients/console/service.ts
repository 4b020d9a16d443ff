import type {
  Asked,
  OperatorAnswers,
  OperatorCall,
  OperatorRefusal,
  OperatorReply,
} from '#schema/contract/operator-acts.ts';

/** Why nothing was done: a refusal of the service, nobody logged in, or no answer. */
export type Trouble = OperatorRefusal | 'not-logged-in' | 'no-answer';

/** What came of asking; `now` is the service's clock. */
export type Heard<C extends OperatorCall> =
  | { ok: true; now: number; value: OperatorAnswers[C] }
  | { ok: false; trouble: Trouble };

/** Asks the service by way of the console this page came from. Never throws. */
export async function ask<C extends OperatorCall>(call: C, asked: Asked<C>): Promise<Heard<C>> {
  try {
    const response = await fetch(`/calls/${call}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
      redirect: 'manual',
    });
    // Access sends who is not logged in any more to its own page.
    if (response.type === 'opaqueredirect' || [401, 403].includes(response.status))
      return { ok: false, trouble: 'not-logged-in' };
    const reply = (await response.json()) as OperatorReply<C>;
    return reply.ok ? reply : { ok: false, trouble: reply.code };
  } catch {
    return { ok: false, trouble: 'no-answer' };
  }
}
