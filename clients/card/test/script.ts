import { fromHex, toHex } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import type { CardTransport } from '../reader.ts';
import type { VirtualCard } from '#clients/lab/card/virtual-card.ts';

/**
 * One exchange: command and response in hexadecimal, and why. Spaces are free. `*` in a response stands for any bytes,
 * `*256` for so many; in commands likewise.
 */
export type Line = readonly [command: string, response: string, why: string];

/**
 * A card that knows one dialogue, and a client in front of it. What it does not expect it refuses, and keeps for
 * `unspoken`, which also has the lines nobody came to.
 */
export function scriptedCard(lines: readonly Line[]) {
  const strange: string[] = [];
  let at = 0;
  const transport: CardTransport = {
    async transceive(apdu) {
      const [command, response] = lines[at] ?? ['', ''];
      at += 1;
      if (patternOf(command).test(toHex(apdu))) return fromHex(response);
      strange.push(`command ${at} was ${toHex(apdu)}, not ${command}`);
      return fromHex('6F00');
    },
    close: async () => undefined,
  };
  return { card: new Card(transport), unspoken: () => [...strange, ...lines.slice(at)] };
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

/** Compares the commands that were sent with those expected. Answers what differs. */
export function unlike(
  sent: readonly Uint8Array[],
  expected: readonly (readonly [command: string, why: string])[],
) {
  const commands = sent.map(toHex);
  const found = expected
    .map(([command, why], at) => ({ command, why, was: commands[at] ?? 'nothing' }))
    .filter(({ command, was }) => !patternOf(command).test(was));
  return [...found, ...commands.slice(expected.length)];
}

function patternOf(text: string): RegExp {
  const pattern = text
    .toLowerCase()
    .replaceAll(/\*(\d+)?/g, (_, count?: string) => (count ? `[0-9a-f]{${2 * Number(count)}}` : '[0-9a-f]*'))
    .replaceAll(' ', '');
  return new RegExp(`^${pattern}$`);
}
