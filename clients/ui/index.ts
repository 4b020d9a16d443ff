// What the two apps use. Styles: `./style/index.css`.
export { KeyTone } from './keypad/glass.ts';
export { PasswordComposer } from './keypad/password-composer.tsx';
export { PinPad } from './keypad/pin-pad.tsx';
export { AdviceText } from './screen/blocks.tsx';
export { Button } from './screen/blocks.tsx';
export * from './screen/icons.tsx';
export { LiveRegion, useAnnounce } from './screen/screen.tsx';
export { MatchCode } from './screen/blocks.tsx';
export { Progress } from './screen/blocks.tsx';
export { Screen } from './screen/screen.tsx';
export { SpeechProvider, useSpeech } from './screen/speech.tsx';
export { Countdown } from './time/countdown.tsx';
export * from './time/format.ts';
export * from '#clients/words/languages.ts';
export type { Advice, SharedWords } from '#clients/words/words.ts';
