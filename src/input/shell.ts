/** A line taken apart into words as a shell would, by quotes and backslashes alone: nothing in it is expanded or run. */
import { UsageError } from '../errors.ts';
import { quote } from './quote.ts';

/** A piece of a word: quoted with one kind of quotes or the other, escaped, or plain. */
const PIECE = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)/suy;
const SPACE = /\s+/uy;

/** @throws UsageError for quotes that are not closed, or a backslash at the end */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; ) {
    SPACE.lastIndex = at;
    PIECE.lastIndex = at;
    const [space] = SPACE.exec(line) ?? [];
    const [piece, single, double, escaped, plain] = (space === undefined && PIECE.exec(line)) || [];
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (piece === undefined) {
      throw new UsageError(`${quote(line)} has quotes that are not closed`, {
        hint: 'Close them, or escape them with \\.',
      });
    } else {
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '');
    }
    at += (space ?? piece ?? '').length;
  }
  return word === undefined ? words : [...words, word];
}
