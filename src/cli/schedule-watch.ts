/** A picture that is drawn anew in place, at a terminal. */
import { TemporaryError } from '../errors.ts';
import { oneLine } from '../output/safe.ts';
import { dim } from '../output/style.ts';
import type { Session } from './session.ts';

/** Another screen without a cursor, and back to the one that was there. */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
/** Of a terminal that does not tell its height. */
const USUAL_ROWS = 24;

export interface Watched<T> {
  /** Milliseconds between two readings. */
  readonly intervalMs: number;
  /** Reads what is shown. */
  readonly read: () => Promise<T>;
  /** The picture for the terminal as wide as it is now. */
  readonly draw: (value: T) => Promise<string>;
}

/**
 * Frames for standard output, until interrupted. Where a reading fails for a while, the last picture stays and says so; any
 * other failure ends it. Screen and cursor are as before afterwards.
 */
export async function* watch<T>(session: Session, { intervalMs, read, draw }: Watched<T>): AsyncGenerator<Uint8Array> {
  const { io, signal } = session;
  let value = await read();
  let note = '';
  try {
    yield Buffer.from(ENTER);
    for (;;) {
      const due = io.now() + intervalMs;
      do {
        const status = note || `every ${intervalMs / 1000} s; Ctrl-C ends`;
        yield Buffer.from(frame(await draw(value), session.color ? dim(status) : status, rowsOf(session)));
      } while (await resized(session, Math.max(0, due - io.now())));
      try {
        value = await read();
        note = '';
      } catch (error) {
        if (!(error instanceof TemporaryError) || signal.aborted) throw error;
        note = `not up to date, trying again: ${oneLine(error.message)}`;
      }
    }
  } finally {
    await io.stdout.write(LEAVE);
  }
}

/** What does not fit below is left out, and it says so. */
function frame(picture: string, status: string, rows: number): string {
  const lines = picture.trimEnd().split('\n');
  const room = Math.max(1, rows - 2);
  const over = lines.length - room;
  const shown = over > 0 ? [...lines.slice(0, room - 1), `and ${over + 1} more lines`] : lines;
  return `${HOME}${[...shown, '', status].map((line) => `${line}${CLEAR_LINE_END}`).join('\n')}${CLEAR_BELOW}`;
}

const rowsOf = ({ io }: Session): number => io.stdout.rows || USUAL_ROWS;

/** Waits so many milliseconds, or until the terminal has another size. @throws the reason when aborted */
function resized({ io, signal }: Session, ms: number): Promise<boolean> {
  const { stream } = io.stdout;
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => () => {
      clearTimeout(timer);
      stream.off('resize', changed);
      signal.removeEventListener('abort', aborted);
      done();
    };
    const changed = settle(() => resolve(true));
    const aborted = settle(() => reject(signal.reason));
    const timer = setTimeout(
      settle(() => resolve(false)),
      ms,
    );
    stream.on('resize', changed);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}
