const NAME = 'kaijo-kiosk';

/**
 * Waits until no other page of this browser profile is the kiosk, and keeps others from it for as long as this one lives.
 * Two would share key, outbox and claims: the second gave the first one's reservation back.
 * @param busy called where another page is the kiosk now.
 */
export async function alone(busy: () => void): Promise<void> {
  if (!('locks' in navigator)) return;
  const forGood = new Promise<void>(() => undefined);
  const got = await new Promise<boolean>((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock === null ? undefined : forGood;
    };
    navigator.locks.request(NAME, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
  if (got) return;
  busy();
  await new Promise<void>((resolve) => {
    const hold = () => {
      resolve();
      return forGood;
    };
    navigator.locks.request(NAME, hold).catch(() => resolve());
  });
}
