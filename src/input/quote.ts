/** Typed text as errors repeat it: in quotes, shortened, and without anything that acts on a terminal. */

/** Characters of a value that an error repeats. */
const MOST = 60;

/** Control characters, formatting characters (bidi overrides among them), lone surrogates, separators of lines. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function quote(text: string): string {
  const characters = [...text.slice(0, 2 * MOST + 2)];
  const shown = characters.length > MOST ? `${characters.slice(0, MOST).join('')}…` : text;
  return `'${shown.replace(UNSEEN, (unseen) => `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`)}'`;
}
