import type { Device } from '#clients/card/native/messages.ts';
import type { Place } from '../state/types.ts';

/** Phones that have their antenna at one place, as their makers say it. */
interface Family {
  platform: Device['platform'];
  /** As the phone calls itself. */
  model: RegExp;
  place: Place;
}

const FAMILIES: readonly Family[] = [
  // Apple has people hold the top of the phone to what it reads, whatever the model:
  // https://support.apple.com/en-il/guide/iphone/iphbd4cf42b4/17.0/ios/17.0
  { platform: 'ios', model: /^/, place: 'top' },
  // Google has the Pixel Fold, and any other phone that folds, folded for it:
  // https://support.google.com/pixelphone/answer/3470787
  // By name, and Samsung's by number; those that a Japanese carrier numbers anew are not among them.
  { platform: 'android', model: /\bFold\b|\bFlip\b|\brazr\b|^SM-F[79]\d\d/i, place: 'folded' },
  // For every other phone its maker's manual has a picture, and none that we could read says it for a whole family:
  // https://www.jpki.go.jp/prepare/reader_writer/android.html leads to these.
  { platform: 'android', model: /^/, place: 'back' },
];

/** Where on this phone a card is read; null: the app around the page does not say what phone it is. */
export const placeOf = (device: Device | null): Place | null =>
  FAMILIES.find(({ platform, model }) => platform === device?.platform && model.test(device.model))?.place ??
  null;
