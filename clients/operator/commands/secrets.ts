import { makeKey, randomText } from '../rotation/new-key.ts';
import { publish, secretOf, type Rings } from '../rotation/ring.ts';

/** What the API Worker must be given as secrets of its own before it starts. */
export const SECRETS = ['MASTER_KEYS', 'CARD_PEPPER', 'TICKET_KEYS'] as const;
export type WorkerSecrets = Record<(typeof SECRETS)[number], string>;

/** Fresh rings. That of the card authority stays empty: its keys come from elsewhere. */
export async function makeRings(now: number): Promise<Rings> {
  return {
    master: publish('master', [], await makeKey('master'), now),
    ticket: publish('ticket', [], await makeKey('ticket'), now),
    authority: [],
  };
}

/** Secrets for an API Worker, as `wrangler secret put` takes them; the pepper is a fresh one. */
export const secretsWith = ({ master, ticket }: Rings): WorkerSecrets => ({
  MASTER_KEYS: secretOf(master),
  CARD_PEPPER: randomText(32),
  TICKET_KEYS: secretOf(ticket),
});

/** Fresh secrets for an API Worker. */
export const makeSecrets = async (): Promise<WorkerSecrets> => secretsWith(await makeRings(0));
