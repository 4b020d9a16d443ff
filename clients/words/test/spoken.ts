import { catalogueOf } from '../build/catalogues.ts';
import type { Language } from '../languages.ts';
import { speak, type KioskWords, type PhoneWords } from '../words.ts';

/** What the pages say, without a server to fetch it from. */
export const phoneWords = (language: Language) =>
  speak(catalogueOf('phone', language), language) as PhoneWords;
export const kioskWords = (language: Language) =>
  speak(catalogueOf('kiosk', language), language) as KioskWords;
