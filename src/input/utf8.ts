/** Bytes of a file or of standard input as text; what is not UTF-8 is refused with the reason. */
import { UsageError } from '../errors.ts';

const HINT = 'Save it as UTF-8.';

/** @param what names the bytes in errors: `--data body.json`. @throws UsageError */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  if (looksLikeUtf16(bytes)) throw new UsageError(`${what} is UTF-16, not UTF-8`, { hint: HINT });
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw new UsageError(`${what} holds a NUL at byte ${nul}: it is not text`);
  try {
    // Passes over a byte-order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${what} is not valid UTF-8 at byte ${firstInvalid(bytes)}`, { hint: HINT });
  }
}

/** A byte-order mark of either order, or the NUL that is half of a first ASCII character. */
function looksLikeUtf16([first, second]: Uint8Array): boolean {
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0 && second !== 0) || (second === 0 && first !== 0 && first !== undefined);
}

/** Where the bytes first differ from what is left of them when invalid ones are replaced. */
function firstInvalid(bytes: Uint8Array): number {
  const replaced = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  return bytes.findIndex((byte, at) => byte !== replaced[at]);
}
