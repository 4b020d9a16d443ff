import { CardFailure } from '#clients/card/failure.ts';
import type { Reader } from '#clients/card/reader.ts';
import { PageReader } from '#clients/lab/card/page-reader.ts';

/** How long a simulated hand takes to bring the card, in milliseconds. */
const REACH = 600;

/** Reads the lab's card: a simulated hand holds it to the phone when it is asked for, and takes it away afterwards. */
export function createLabReader(): Reader {
  const reader = new PageReader();
  return {
    watch: (listener) => reader.watch(listener),
    async open() {
      await new Promise((resolve) => setTimeout(resolve, REACH));
      if ((await reader.insert()) === 'elsewhere') throw new CardFailure('reader-busy');
      const transport = await reader.open();
      return {
        transceive: (apdu) => transport.transceive(apdu),
        async close(options) {
          await transport.close(options);
          await reader.remove();
        },
      };
    },
  };
}
