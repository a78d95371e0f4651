/** Reads multipart/form-data (RFC 7578) as it arrives; holds a chunk and a boundary, never a part. */
import { Refusal } from './http.ts';

/** The start of a part; its bytes follow as buffers. */
export interface PartStart {
  readonly name: string | undefined;
  readonly filename: string | undefined;
  readonly type: string | undefined;
}

const LONGEST_HEAD = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';

/** The boundary that a Content-Type names; undefined when it is not multipart/form-data. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2];
}

/**
 * Yields the start of each part and then its bytes.
 * @throws Refusal 400 when the body ends early or is malformed
 */
export async function* readParts(body: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<PartStart | Buffer> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let place: 'before' | 'head' | 'content' | 'after' = 'before';
  // The first boundary has no line end before it; with one, all are alike.
  let held = Buffer.from('\r\n');
  for await (const chunk of body) {
    // What follows the last boundary means nothing, but is read to its end before the answer.
    if (place === 'after') continue;
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (place === 'head') {
        const end = held.indexOf(END_OF_HEAD);
        if (end < 0 && held.length > LONGEST_HEAD) throw malformed();
        if (end < 0) break;
        yield partStart(held.subarray(0, end).toString('utf8'));
        held = held.subarray(end + END_OF_HEAD.length);
        place = 'content';
      }
      const at = held.indexOf(delimiter);
      const safe = at < 0 ? Math.max(0, held.length - delimiter.length + 1) : at;
      if (place === 'content' && safe > 0) yield held.subarray(0, safe);
      held = held.subarray(safe);
      if (at < 0 || held.length < delimiter.length + 2) break;
      const next = held.toString('latin1', delimiter.length, delimiter.length + 2);
      if (next === '--') {
        place = 'after';
        break;
      }
      if (next !== '\r\n') throw malformed();
      held = held.subarray(delimiter.length + 2);
      place = 'head';
    }
  }
  if (place !== 'after') throw malformed();
}

const malformed = () => new Refusal(400, 'The multipart body is malformed or was cut short');

function partStart(head: string): PartStart {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers.set(name.toLowerCase(), value);
  }
  const disposition = headers.get('content-disposition') ?? '';
  const parameter = (key: string) => {
    const quoted = new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(disposition)?.[1];
    // Browsers escape these three and nothing else.
    return quoted?.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
  };
  return { name: parameter('name'), filename: parameter('filename'), type: headers.get('content-type') };
}
