/**
 * The process as the rest of the program sees it: streams, terminal, environment, clock, signals. The only file that
 * touches `process`; tests pass an `Io` of their own.
 */
import { fstatSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { Interrupted, LocalError, ReaderGone } from './errors.ts';

/** Standard output or standard error. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in columns, where it is a terminal that knows. */
  readonly columns: number | undefined;
  /** Height in rows, likewise. */
  readonly rows: number | undefined;
  /**
   * Writes and waits while the reader is behind, so that memory stays flat.
   * @throws ReaderGone when nobody reads any more, LocalError when the device failed (disk full).
   */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Resolves when everything written has left the process; throws as `write`. */
  flush(): Promise<void>;
  /** The stream beneath, for libraries that draw on a terminal. */
  readonly stream: Writable;
}

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly platform: NodeJS.Platform;
  /** The user's home directory; undefined where there is none (cron, containers). */
  readonly home: string | undefined;
  readonly cwd: string;
  readonly pid: number;
  readonly nodePath: string;
  /** `20.20.2` */
  readonly nodeVersion: string;
  /** Number of the user, where the platform has such. */
  readonly uid: number | undefined;
  /** The folder of the built program, where its other parts lie. */
  readonly partsDir: string;
  /** Whether the process ends with the command, so that its connections need not be closed one by one. */
  readonly isProcess: boolean;
  /** Milliseconds since the epoch, by the local clock. */
  now(): number;
  /** Aborted with an `Interrupted` by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Waits for another program that has the terminal. Ctrl-C, which reaches both, is for that one alone meanwhile. */
  lend<T>(other: Promise<T>): Promise<T>;
}

/** Wraps a stream; `what` names it in errors. */
export function output(stream: Writable & { isTTY?: boolean; columns?: number; rows?: number }, what: string): Output {
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= failureOf(error, what);
  });
  const settled = (start: (done: () => void) => void) =>
    new Promise<void>((resolve, reject) => {
      const done = () => {
        stream.off('error', done);
        stream.off('close', done);
        if (failure) reject(failure);
        else resolve();
      };
      stream.once('error', done);
      stream.once('close', done);
      start(done);
    });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    stream,
    async write(chunk) {
      if (failure) throw failure;
      if (stream.destroyed) throw new ReaderGone();
      if (!stream.write(chunk)) await settled((done) => stream.once('drain', done));
      if (failure) throw failure;
    },
    async flush() {
      if (failure) throw failure;
      // The callback of an empty last write comes after those of all earlier ones.
      await settled((done) => stream.write('', done));
    },
  };
}

function failureOf(error: NodeJS.ErrnoException, what: string): Error {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
    ? new ReaderGone()
    : new LocalError(`cannot write to ${what}: ${error.message}`, { cause: error });
}

/**
 * A plain file or the null device, written without a stream: Node's own takes a write that the disk had room for only in part as
 * done, and streams take as long to load as help takes to print.
 */
function fileOutput(fd: number, what: string, stream: () => Writable): Output {
  let failure: Error | undefined;
  return {
    isTerminal: false,
    columns: undefined,
    rows: undefined,
    get stream() {
      return stream();
    },
    async write(chunk) {
      if (failure) throw failure;
      try {
        writeWhole(fd, chunk);
      } catch (error) {
        failure = failureOf(error as Error, what);
        throw failure;
      }
    },
    async flush() {
      if (failure) throw failure;
    },
  };
}

function writeWhole(fd: number, chunk: string | Uint8Array): void {
  const isText = typeof chunk === 'string';
  // Text goes as it is: to copy it into a buffer first would cost an export as much as writing it.
  let written = isText ? writeSync(fd, chunk) : writeSync(fd, chunk);
  const whole = isText ? Buffer.byteLength(chunk) : chunk.length;
  if (written === whole) return;
  const bytes = isText ? Buffer.from(chunk) : chunk;
  while (written < whole) written += writeSync(fd, bytes, written);
}

/** Standard output may be closed (`>&-`); then it is for Node to say so. */
function isPlain(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return found.isFile() || (found.isCharacterDevice() && found.rdev === statSync('/dev/null').rdev);
  } catch {
    return false;
  }
}

/** One of the process's own streams, opened when it is first used. */
const standard = (fd: number, what: string, stream: () => NodeJS.WriteStream): Output =>
  isPlain(fd) ? fileOutput(fd, what, stream) : output(stream(), what);

/** A signal that says which of SIGINT and SIGTERM came; the second of either ends the process at once. */
function interruptions(isLent: () => boolean): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (name === 'SIGINT' && isLent()) return;
      const interrupted = new Interrupted(name);
      if (controller.signal.aborted) process.exit(interrupted.exitCode);
      controller.abort(interrupted);
    });
  }
  return controller.signal;
}

/** `homedir()` throws where the user has no entry in the password file. */
function homeOf(env: NodeJS.ProcessEnv): string | undefined {
  try {
    return env['HOME'] === '' ? undefined : homedir();
  } catch {
    return undefined;
  }
}

/** The real process. Streams are opened when first used: a version needs no standard input. */
export function processIo(): Io {
  let stdout: Output | undefined;
  let stderr: Output | undefined;
  let signal: AbortSignal | undefined;
  let lent = 0;
  const interrupted = () => {
    signal ??= interruptions(() => lent > 0);
    return signal;
  };
  return {
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      stdout ??= standard(1, 'standard output', () => process.stdout);
      return stdout;
    },
    get stderr() {
      stderr ??= standard(2, 'standard error', () => process.stderr);
      return stderr;
    },
    platform: process.platform,
    get home() {
      return homeOf(process.env);
    },
    cwd: process.cwd(),
    pid: process.pid,
    nodePath: process.execPath,
    nodeVersion: process.versions.node,
    uid: process.getuid?.(),
    partsDir: __dirname,
    isProcess: true,
    now: Date.now,
    get signal() {
      return interrupted();
    },
    async lend(other) {
      interrupted();
      lent += 1;
      try {
        return await other;
      } finally {
        lent -= 1;
      }
    },
  };
}

/** What fails outside of every promise that is waited for: a defect, here or in a package. @param tell gives the exit code */
export function onStrayFailure(tell: (error: unknown) => Promise<number>): void {
  let isTold = false;
  process.on('uncaughtException', (error) => {
    // The first is the cause; others may follow from it before the process has ended.
    if (isTold) return;
    isTold = true;
    void tell(error).then(exit);
  });
}

/** Ends the process; whatever was written must have been flushed. Standard input that nobody reads would keep it alive. */
export function exit(code: number): void {
  process.exit(code);
}

/** What was typed after the program's name. */
export const processArguments = (): readonly string[] => process.argv.slice(2);

/** All of standard input, for the parts of the program that run by themselves. */
export async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Writes what such a part has to say. */
export const reply = (text: string): void => void process.stdout.write(text);
