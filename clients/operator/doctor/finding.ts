/** Something about a deployment that somebody has to see to. */
export interface Finding {
  /** What is wrong, in words. */
  what: string;
  /** What mends it: a command, or which line of which file. */
  way: string;
  /** `broken`: nothing is deployed until it is mended. `care`: it works, and should be looked at. */
  weight: 'broken' | 'care';
}

export const broken = (what: string, way: string): Finding => ({ what, way, weight: 'broken' });
export const care = (what: string, way: string): Finding => ({ what, way, weight: 'care' });

/** Keeps the findings whose condition holds. */
export const those = (...found: readonly [isSo: boolean, finding: Finding][]): Finding[] =>
  found.filter(([isSo]) => isSo).map(([, finding]) => finding);

/** A finding in lines for a terminal. */
export const describeFinding = ({ what, way, weight }: Finding): string[] => [
  `${weight === 'broken' ? 'BROKEN' : 'CARE'.padEnd(6)}  ${what}`,
  `        ${way}`,
];
