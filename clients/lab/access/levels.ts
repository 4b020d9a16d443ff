/** OpenACR's levels of adherence. */
export type Level =
  | 'supports'
  | 'partially-supports'
  | 'does-not-support'
  | 'not-applicable'
  | 'not-evaluated';

export type Statement = readonly [Level, string];

export const yes = (note: string): Statement => ['supports', note];
export const partly = (note: string): Statement => ['partially-supports', note];
export const no = (note: string): Statement => ['does-not-support', note];
export const none = (note: string): Statement => ['not-applicable', note];
export const unknown = (note: string): Statement => ['not-evaluated', note];

export const NO_VIDEO = none(
  'There is no video and no recorded sound but the guidance, whose texts are on the screen.',
);
