import type { CardProfile, CardTraits } from '../profile.ts';
import { fileMaker, type Application } from './application.ts';
import { common } from './common.ts';
import { jpki } from './jpki.ts';
import { surface } from './surface.ts';
import { text } from './text.ts';

/** The applications of a card, in the order in which a prefix of an AID is matched. */
export function applicationsOf(profile: CardProfile, { filler }: CardTraits): Application[] {
  const file = fileMaker(filler);
  return [jpki(profile, file), surface(profile, file), text(profile, file), common(profile)];
}
