import { expect, it } from 'vitest';
import { asksUntil } from './asking.ts';

it('whoever has the card waits for the sequence of a recording, a day for one in three', () => {
  const asks = Array.from({ length: 400 }, (_, seed) => asksUntil(['left', 'up', 'down'], seed));
  const fitted = asks.filter((one) => one !== null);
  expect(Math.max(...fitted)).toBeLessThanOrEqual(33);
  expect(fitted.length / asks.length).toBeGreaterThan(0.25);
  expect(fitted.length / asks.length).toBeLessThan(0.45);
});
