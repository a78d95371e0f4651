/** Text from elsewhere, made harmless for a terminal. */

/** Most text is this: nothing to look at further. */
const PLAIN = /^[\x20-\x7e]*$/;

/** One line of ASCII that one sees: it is harmless, and each of its characters takes one column. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** A joiner between two pictographs, which makes one emoji of them. */
const EMOJI_JOINER = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})`;

/**
 * What acts on a terminal or hides in it: control characters, lone surrogates, line and paragraph separators, bidi
 * controls, characters of no width. Line feed and tab stay, and so do the parts of emoji.
 */
const HIDDEN = String.raw`(?!\n|\t|\ufe0e|\ufe0f|${EMOJI_JOINER})[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`;

let hidden: RegExp | undefined;

/** Puts what `show` makes of it in the place of every character that acts or hides. */
function replaceHidden(text: string, show: (character: string) => string): string {
  // Made when first used: so many properties of characters take a millisecond, and most text is plain.
  hidden ??= new RegExp(HIDDEN, 'gu');
  return text.replace(hidden, show);
}

const visible = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Text of one or several lines for a terminal: what acts or hides is spelt out, ESC as `\u{1b}`. */
export function safeText(text: string): string {
  if (isPlain(text)) return text;
  return replaceHidden(text.replaceAll('\r\n', '\n'), visible);
}

/** The same on one line: line ends and tabs become spaces. */
export function oneLine(text: string): string {
  if (isPlain(text)) return text;
  return safeText(text)
    .trim()
    .replace(/\s*[\n\t]\s*/g, ' ');
}

const escaped = (character: string): string => {
  let text = '';
  for (let unit = 0; unit < character.length; unit++) {
    text += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }
  return text;
};

/** JSON of a value, with what acts or hides in a terminal escaped; it parses to the same value. */
export const jsonText = (value: unknown, indent?: number): string =>
  harmlessJson(JSON.stringify(value, undefined, indent));

/** The same of several values, with a separator between. */
export function jsonTexts(values: readonly unknown[], separator: string): string {
  const texts = values.map((value) => JSON.stringify(value));
  // Looked at all together, as most pages are harmless: that takes a third of the time.
  const text = texts.join(separator);
  return isHarmlessJson(text) ? text : texts.map(harmlessJson).join(separator);
}

const harmlessJson = (text: string): string => (isHarmlessJson(text) ? text : replaceHidden(text, escaped));

/** JSON.stringify leaves no control character but DEL; the rest of ASCII is harmless. Bytes are counted faster than characters are looked at. */
const isHarmlessJson = (text: string): boolean => Buffer.byteLength(text) === text.length && !text.includes('\x7f');
