import type { Advice, SharedWords } from '#clients/ui/index.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import { isLapsed, isOldApp, type Trouble } from '../state/trouble.ts';
import type { PhoneWords } from '#clients/words/words.ts';

/** Where a phone has other words for it than a kiosk with its reader. */
const ON_PHONE: Partial<Record<CardFailureCode, keyof PhoneWords['trouble']>> = {
  'link-lost': 'cardAway',
  'card-removed': 'cardAway',
  'no-card': 'noCard',
  'channel-lost': 'cardAway',
  'reader-lost': 'nfcOff',
  'bridge-lost': 'nfcOff',
  'reader-busy': 'readerBusy',
  'not-a-my-number-card': 'otherCard',
};

const OBSTACLES = {
  'no-signature-certificate': ({ failures }: SharedWords['card']) => failures['no-signature-certificate'],
  'certificate-expired': ({ certificateExpired }: SharedWords['card']) => certificateExpired,
  'pin-blocked': ({ failures }: SharedWords['card']) => failures['pin-blocked'],
  'not-supported': ({ failures }: SharedWords['card']) => failures['not-supported'],
};

/** What the service says to a client, as the person holding it is told. */
function ofService(trouble: Trouble, own: PhoneWords['trouble']): Advice | null {
  if (isLapsed(trouble)) return own['time-passed'];
  return isOldApp(trouble) ? own['app-old'] : null;
}

/** What the person is told of a trouble: what happened, and what to do now. */
export function adviceOf(trouble: Trouble, { trouble: own, shared }: PhoneWords): Advice {
  switch (trouble.from) {
    case 'network':
      return shared.offline;
    case 'service':
      return ofService(trouble, own) ?? shared.problems[trouble.code];
    case 'precheck':
      return OBSTACLES[trouble.obstacle](shared.card);
    case 'phone':
      return own[trouble.code];
    case 'card': {
      if (trouble.reference === 'matching-number') return shared.card.matchingNumberBlocked;
      const name = ON_PHONE[trouble.code];
      return name && name !== 'office' ? own[name] : shared.card.failures[trouble.code];
    }
  }
}
