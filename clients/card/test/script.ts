import { expect } from 'vitest';
import { fromHex, toHex } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import type { CardTransport } from '../transport.ts';
import type { VirtualCard } from '../virtual/virtual-card.ts';

/**
 * One exchange: command and response in hexadecimal, and why. Spaces are free. `*` in a response stands for any bytes,
 * `*256` for so many; in a command, `*` at the end stands for whatever follows.
 */
export type Line = readonly [command: string, response: string, why: string];

/** A card that knows one dialogue, and a client in front of it. `finished` fails when lines are left. */
export function scriptedCard(lines: readonly Line[]) {
  let at = 0;
  const transport: CardTransport = {
    async transceive(apdu) {
      const line = lines[at];
      at += 1;
      if (!line) throw new Error(`nothing more was expected, but came ${toHex(apdu)}`);
      const [command, response, why] = line;
      expect(toHex(apdu), `command ${at}: ${why}`).toMatch(patternOf(command));
      return fromHex(response);
    },
    close: async () => undefined,
  };
  return {
    card: new Card(transport),
    finished: () => expect(lines.slice(at), 'lines that were not spoken').toEqual([]),
  };
}

/** Speaks a dialogue to a virtual card. Answers the lines to which it said something else. */
export async function deviations(chip: VirtualCard, lines: readonly Line[]): Promise<string[]> {
  const found: string[] = [];
  for (const [index, [command, response, why]] of lines.entries()) {
    const answer = toHex(await chip.process(fromHex(command)));
    if (!patternOf(response).test(answer)) {
      found.push(`line ${index + 1}, ${why}: ${command} -> ${answer}, not ${response}`);
    }
  }
  return found;
}

function patternOf(text: string): RegExp {
  const pattern = text
    .toLowerCase()
    .replaceAll(/\*(\d+)?/g, (_, count?: string) => (count ? `[0-9a-f]{${2 * Number(count)}}` : '[0-9a-f]*'))
    .replaceAll(' ', '');
  return new RegExp(`^${pattern}$`);
}
