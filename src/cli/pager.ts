/**
 * Long output at a terminal, a screen at a time: DISPATCH_PAGER, PAGER or less. Nothing of it is loaded or started before the
 * output is longer than the screen. What is said on standard error meanwhile comes when the pager has ended.
 */
import type { Writable } from 'node:stream';
import { LocalError } from '../errors.ts';
import { quote } from '../input/quote.ts';
import { type Io, type Output, output } from '../io.ts';
import type { Screen } from './screen.ts';
import { withoutSecrets } from './secrets.ts';

/** Quits by itself where all fits the screen, shows colours, leaves the text where it was. */
const USUAL = ['less', '-FRX'];
const LESS = 'FRX';
/** What says that output shall come at once. */
const NONE = ['', 'cat'];
/** Anything but plain words is for the shell. */
const WORDS = /^[\w./ +=:,@-]+$/;

/** Exit codes by which a shell says that there is no such program, or that it may not run. */
const NOT_FOUND = [126, 127];

/** A pager's program and its arguments, or a line for the shell; undefined: none. */
function pagerOf({ env }: Io): readonly string[] | string | undefined {
  const named = env['DISPATCH_PAGER'] ?? env['PAGER'];
  if (named === undefined) return USUAL;
  const line = named.trim();
  if (NONE.includes(line)) return undefined;
  return WORDS.test(line) ? line.split(/ +/) : line;
}

/** A terminal with the pager that is wanted in front of it; undefined where none is. */
export function pagedScreen(io: Io): Screen | undefined {
  const pager = pagerOf(io);
  return pager === undefined ? undefined : new PagedScreen(io, pager, io.stdout.rows ?? 0);
}

interface Running {
  readonly input: Output;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

class PagedScreen implements Screen {
  readonly io: Io;
  private state: 'direct' | 'gathering' | Running = 'direct';
  private gathered = '';
  private held = '';

  constructor(
    private readonly outer: Io,
    private readonly pager: readonly string[] | string,
    private readonly rows: number,
  ) {
    const { stdout, stderr } = outer;
    // Derived, not copied: standard input and signals are opened only when somebody asks for them.
    this.io = Object.create(outer, {
      stdout: { value: derived(stdout, (chunk) => this.show(chunk)) },
      stderr: { value: derived(stderr, (chunk) => this.say(chunk)) },
    });
  }

  page(): void {
    this.state = 'gathering';
  }

  async close(): Promise<void> {
    const { state, outer } = this;
    if (typeof state === 'object') state.input.stream.end();
    const code = typeof state === 'object' ? await state.ended : 0;
    this.state = 'direct';
    const [text, notes] = [this.gathered, this.held];
    this.gathered = '';
    this.held = '';
    if (text !== '') await outer.stdout.write(text);
    if (notes !== '') await outer.stderr.write(notes);
    if (typeof state === 'object') outer.signal.throwIfAborted();
    if (code !== null && NOT_FOUND.includes(code)) throw this.notFound();
  }

  private async show(chunk: string | Uint8Array): Promise<void> {
    if (typeof this.state === 'object') return this.state.input.write(chunk);
    if (this.state === 'direct') return this.outer.stdout.write(chunk);
    this.gathered += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (!isLonger(this.gathered, this.rows - 1, this.outer.stdout.columns ?? Number.POSITIVE_INFINITY)) return;
    const text = this.gathered;
    this.gathered = '';
    const running = await started(this.pager, this.outer);
    this.state = running ?? 'direct';
    // Nobody has to have less.
    if (!running && this.pager !== USUAL) this.held += `Warning: ${this.notFound().message}.\n`;
    await (running?.input ?? this.outer.stdout).write(text);
  }

  /** A note that came behind what was written is read behind it. */
  private async say(chunk: string | Uint8Array): Promise<void> {
    const isFirst = typeof this.state !== 'object' && this.gathered === '';
    if (isFirst) return this.outer.stderr.write(chunk);
    this.held += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
  }

  private notFound(): LocalError {
    const name = typeof this.pager === 'string' ? this.pager : this.pager.join(' ');
    return new LocalError(`the pager ${quote(name)} cannot be started`, {
      hint: 'Name another one in DISPATCH_PAGER, or use --no-pager.',
    });
  }
}

/** The same output, written to in another way. */
const derived = (to: Output, write: Output['write']): Output => Object.create(to, { write: { value: write } });

/** Whether a text takes more rows of a terminal. */
function isLonger(text: string, rows: number, columns: number): boolean {
  let taken = 0;
  for (const line of text.trimEnd().split('\n')) {
    const shown = line.replace(/\u001b\[[\d;]*m/g, '').length;
    taken += Math.max(1, Math.ceil(shown / columns));
    if (taken > rows) return true;
  }
  return false;
}

/** The pager when it runs; undefined where it cannot be started. */
async function started(pager: readonly string[] | string, io: Io): Promise<Running | undefined> {
  const { spawn } = await import('node:child_process');
  const env = { LESS, ...withoutSecrets(io.env) };
  await io.stdout.flush();
  const stdio = ['pipe', 'inherit', 'inherit'] as const;
  const [program = '', ...args] = typeof pager === 'string' ? [pager] : pager;
  const child = spawn(program, args, { stdio: [...stdio], env, shell: typeof pager === 'string' });
  const isRunning = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
  const { stdin } = child;
  if (!isRunning || !stdin) return undefined;
  // Only an end from elsewhere comes here: Ctrl-C is the pager's own.
  const stop = () => void child.kill();
  io.signal.addEventListener('abort', stop);
  if (io.signal.aborted) stop();
  const ended = io.lend(new Promise<number | null>((resolve) => child.once('close', resolve)));
  return { input: output(stdin as Writable, 'the pager'), ended };
}
