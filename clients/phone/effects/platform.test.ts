import { expect, it } from 'vitest';
import { platformOf } from './platform.ts';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

it.each([
  ['an iPhone', IPHONE, 'ios'],
  ['a page inside of another app there', `${IPHONE} Instagram 300.0`, 'ios'],
  ['Android', 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile', 'android'],
  ['an iPad, which reads no cards', 'Mozilla/5.0 (iPad; CPU OS 16_4 like Mac OS X) AppleWebKit/605.1', null],
  ['a Mac, or an iPad that says so', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', null],
  ['Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0', null],
  ['nothing', '', null],
])('the kind of phone that %s is', (_what, userAgent, platform) => {
  expect(platformOf(userAgent)).toBe(platform);
});
