import { CardFailure } from '#clients/card/failure.ts';
import type { Reader } from '#clients/card/reader.ts';
import { createLabCard } from '#clients/lab/card/lab-card.ts';

/** How long a simulated hand takes to bring the card, in milliseconds. */
const REACH = 600;

/** Reads the lab's card: a simulated hand holds it to the phone when it is asked for, and takes it away afterwards. */
export function createLabReader(): Reader {
  const card = createLabCard();
  return {
    watch: (listener) => card.watch(listener),
    async open() {
      await new Promise((resolve) => setTimeout(resolve, REACH));
      if ((await card.insert()) === 'elsewhere') throw new CardFailure('reader-busy');
      const transport = await card.open();
      return {
        transceive: (apdu) => transport.transceive(apdu),
        async close(options) {
          await transport.close(options);
          await card.remove();
        },
      };
    },
  };
}
