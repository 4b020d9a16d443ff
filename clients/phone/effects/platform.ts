import type { Platform } from '../state/types.ts';

/**
 * What kind of phone a browser says that it runs on, where an app of ours can be had for it; null: no phone. An iPad
 * reads no cards, whatever it calls itself.
 */
export function platformOf(userAgent: string): Platform | null {
  if (/\b(iPhone|iPod)\b/.test(userAgent)) return 'ios';
  return /\bAndroid\b/.test(userAgent) ? 'android' : null;
}
