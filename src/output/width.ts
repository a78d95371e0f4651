/** How many columns of a terminal a text takes. */

export type Width = (text: string) => number;

/** Each character is one column wide. */
const NARROW = /^[\x20-\x7e…]*$/;

/** A measure that is right for all of these texts; what it takes for wide characters is loaded only where one occurs. */
export async function widthFor(texts: readonly string[]): Promise<Width> {
  if (texts.every((text) => NARROW.test(text))) return (each) => each.length;
  const { default: stringWidth } = await import('string-width');
  return (each) => (NARROW.test(each) ? each.length : stringWidth(each));
}

/** The text with words that are wider than so many columns broken into parts that are not. */
export function breakLongWords(text: string, columns: number, width: Width): string {
  return text.replace(/\S+/g, (word) => {
    if (width(word) <= columns) return word;
    let broken = '';
    let taken = 0;
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      const more = width(segment);
      if (taken + more > columns) {
        broken += '\n';
        taken = 0;
      }
      broken += segment;
      taken += more;
    }
    return broken;
  });
}

/** What stands for text that is left out, in Unicode and in ASCII. */
export const ellipsisOf = (ascii: boolean): string => (ascii ? '...' : '…');

/** A text in which the mark for what is left out stands already, for a screen that shows ASCII. */
export const inAscii = (text: string): string => text.replaceAll(ellipsisOf(false), ellipsisOf(true));

/** The text cut to so many columns, the mark for what is left out included; at least one. */
export function shorten(text: string, columns: number, width: Width, mark = ellipsisOf(false)): string {
  if (width(text) <= columns) return text;
  const room = columns - mark.length;
  if (room < 0) return mark.slice(0, Math.max(1, columns));
  if (NARROW.test(text)) return `${text.slice(0, room).trimEnd()}${mark}`;
  let kept = '';
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    taken += width(segment);
    if (taken > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${mark}`;
}
