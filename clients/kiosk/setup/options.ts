/** What the operator of a kiosk may choose, by the address that the kiosk's browser opens: `/kiosk/?shuffle`. */
export interface OperatorOptions {
  /** Digits of the PIN pad in random places, against onlookers. */
  shuffle: boolean;
}

export const operatorOptions = (search = location.search): OperatorOptions => ({
  shuffle: new URLSearchParams(search).has('shuffle'),
});
