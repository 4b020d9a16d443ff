import { copyOf, concat, type Octets } from '#schema/contract/card.ts';
import type { CardTransport } from '../reader.ts';

/**
 * A reader that says what some do say over T=0: answers in pieces (61xx, then GET RESPONSE), and a length that is not
 * the right one as 6Cxx.
 */
export function chainingTransport(transport: CardTransport, piece = 100): CardTransport {
  let waiting: Octets = new Uint8Array();
  let last: Octets = new Uint8Array();
  const handOver = (length: number): Octets => {
    const part = waiting.slice(0, length);
    waiting = waiting.slice(length);
    const left = Math.min(waiting.length, 255);
    return concat(part, waiting.length > 0 ? Uint8Array.of(0x61, left) : last);
  };
  return {
    async transceive(apdu) {
      if (apdu[1] === 0xc0) return handOver(apdu[4] || 256);
      const answer = copyOf(await transport.transceive(apdu));
      const data = answer.slice(0, -2);
      const wrongLength = isRead(apdu) && data.length > 0 && data.length < (apdu[4] || 256);
      if (wrongLength) return Uint8Array.of(0x6c, data.length);
      waiting = data;
      last = answer.slice(-2);
      return data.length > piece ? handOver(0) : answer;
    },
    close: (options) => transport.close(options),
  };
}

const isRead = (apdu: Uint8Array): boolean => apdu[0] === 0 && apdu[1] === 0xb0;
