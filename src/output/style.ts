/** The few styles of the terminal that the program uses; nothing is told by style alone. */

export type Paint = (text: string) => string;

const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;

export const bold = sgr(1, 22);
export const dim = sgr(2, 22);
export const red = sgr(31, 39);
export const green = sgr(32, 39);
export const yellow = sgr(33, 39);
const cyan = sgr(36, 39);

/** What the words of an enumeration mean, by their beginnings, and the colour that people expect for it. */
const MEANINGS: readonly (readonly [means: RegExp, paint: Paint])[] = [
  [/^(complete|done|accept|active)/, green],
  [/^(cancel|reject|fail)/, red],
  [/^(start|enroute|progress)/, yellow],
  [/^(scheduled|offer)/, cyan],
  [/^(draft|paus)/, dim],
];

/** The colour of a word of an enumeration; undefined where its meaning suggests none. */
export function paintOfWord(word: string): Paint | undefined {
  return MEANINGS.find(([means]) => means.test(word))?.[1];
}
