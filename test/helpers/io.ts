/** An `Io` in memory: what was written can be read back, and whether there is a terminal can be chosen. */

import { join } from 'node:path';
import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { type Io, output } from '../../src/io.ts';

export interface MemoryIoOptions {
  /** What standard input holds; nothing if not given. */
  readonly stdin?: string | Uint8Array | Readable;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Width of the terminal in columns. */
  readonly columns?: number;
  /** Height of the terminal; one that does not tell has no pager. */
  readonly rows?: number;
  /** Whether all three streams are a terminal. */
  readonly tty?: boolean;
  readonly cwd?: string;
  readonly home?: string;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
}

export interface MemoryIo extends Io {
  /** Everything written to standard output so far, as UTF-8. */
  out(): string;
  /** Everything written to standard error so far, as UTF-8. */
  err(): string;
  /** The bytes written to standard output so far. */
  outBytes(): Buffer;
}

class Sink extends Writable {
  readonly chunks: Buffer[] = [];
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly rows?: number;

  constructor(isTTY: boolean, columns: number | undefined, rows: number | undefined) {
    super();
    this.isTTY = isTTY;
    if (columns !== undefined) this.columns = columns;
    if (rows !== undefined) this.rows = rows;
  }

  // What libraries that draw on a terminal expect of one.
  cursorTo = (x: number, y?: number) => cursorTo(this, x, y);
  moveCursor = (dx: number, dy: number) => moveCursor(this, dx, dy);
  clearLine = (direction: -1 | 0 | 1) => clearLine(this, direction);

  /** Like the real standard error, it stays open when a prompt that was piped into it ends. */
  override end(): this {
    return this;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Makes one; without options nothing is a terminal and standard input is empty. */
export function memoryIo(options: MemoryIoOptions = {}): MemoryIo {
  const tty = options.tty ?? false;
  const columns = tty ? (options.columns ?? 80) : undefined;
  const out = new Sink(tty, columns, options.rows);
  const err = new Sink(tty, columns, options.rows);
  const given = options.stdin ?? '';
  const stdin = given instanceof Readable ? given : Readable.from(given.length === 0 ? [] : [Buffer.from(given)]);
  return {
    env: options.env ?? {},
    stdin: Object.assign(stdin, { isTTY: tty }),
    stdout: output(out, 'standard output'),
    stderr: output(err, 'standard error'),
    platform: process.platform,
    home: options.home,
    cwd: options.cwd ?? process.cwd(),
    pid: process.pid,
    nodePath: process.execPath,
    nodeVersion: process.versions.node,
    uid: process.getuid?.(),
    partsDir: join(import.meta.dirname, '../../dist'),
    isProcess: false,
    now: options.now ?? Date.now,
    signal: options.signal ?? new AbortController().signal,
    lend: (other) => other,
    out: () => out.bytes().toString('utf8'),
    err: () => err.bytes().toString('utf8'),
    outBytes: () => out.bytes(),
  };
}
