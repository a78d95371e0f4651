/** A name from the network made safe for the current folder. */

/** Bytes; what common file systems allow is 255, and a part file's suffix must fit behind it. */
const MOST_BYTES = 200;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The last component of whatever was given, without control or reserved characters, not hidden, not an option, not too
 * long. @returns `fallback` when nothing is left
 */
export function safeFileName(name: string | undefined, fallback: string): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}<>:"|?*\ufffd]/gu, '_')
    .replace(/^[.\-\s]+/, '')
    .replace(/[.\s]+$/, '');
  if (plain === '') return fallback;
  return shorten(RESERVED.test(plain) ? `_${plain}` : plain);
}

/** Shortened in the middle of its stem, so that its extension stays. */
function shorten(name: string): string {
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + extension) > MOST_BYTES) stem = [...stem].slice(0, -1).join('');
  return stem + extension;
}
