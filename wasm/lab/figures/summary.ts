import type { GroupRates } from '#wasm/calibration/operating.ts';
import { interval, percent } from './markdown.ts';
import type { Measured } from './tables.ts';

const inTenThousand = (rate: number): string => `${Number((1e4 * rate).toPrecision(2))} in 10,000`;

/** The model card's first paragraph: what the check is worth to somebody who reads no further. */
export function summary({ calibration, attacks }: Measured): string {
  const { single, fused } = calibration;
  const passed = Math.round(fused.fmr * fused.impostors) || 'none';
  const groups = fused.groups.filter(({ group }) => group !== 'all');
  const least = groups.toSorted((a, b) => b.fmrAtMost - a.fmrAtMost)[0];
  const passing = (attacks ?? []).flatMap(({ attack, tried, refused }) =>
    refused < tried ? [`${attack} (${tried - refused} of ${tried})`] : [],
  );
  return [
    'The face check compares the photo on a card’s chip with pictures that somebody has just taken, and answers match or no match.',
    '**It was measured on none of the people and none of the pictures that it is for**: no cardholder in Japan, no photo from a',
    `chip, no selfie; on press photographs of ${single.people} people, of ${fused.people} of whom there were enough for three at a time.`,
    `There, with three pictures, ${passed} of ${fused.impostors.toLocaleString('en')} comparisons of different people passed, and the right`,
    `person was refused in ${interval(fused.fnmr)}; with one picture in ${percent(single.fnmr.value)}. The aim, that in no group more than 1 in 10,000`,
    least
      ? `strangers pass, is **not proven**: in the group of which least is known (${least.group}, ${least.people} people) it may be as many as ${inTenThousand(least.fmrAtMost)}.`
      : 'strangers pass, was tried in no group.',
    ...worse('with one picture', single.groups),
    ...worse('with three', fused.groups),
    'Thresholds were set on the same people, which flatters. Who is refused may try again, and has the municipal office as before.',
    passing.length > 0
      ? `The check of head movements lets pass, of attacks made here: ${passing.join('; ')}.`
      : '',
    'On whose faces the weights were trained is undisclosed, and whether their author may license them could not be checked.',
  ]
    .filter(Boolean)
    .join('\n');
}

function worse(how: string, groups: readonly GroupRates[]): string[] {
  const names = (of: 'fmr' | 'fnmr'): string =>
    groups.flatMap(({ group, withinQuarter }) => (withinQuarter[of] ? [] : [group])).join(', ');
  return [
    names('fnmr') && `Refused more than a quarter oftener than all people, ${how}: ${names('fnmr')}.`,
    names('fmr') && `Taken for somebody else more than a quarter oftener, ${how}: ${names('fmr')}.`,
  ].filter(Boolean);
}
