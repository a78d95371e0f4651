/** A sign of life on standard error while something takes long. */
import type { Io } from '../io.ts';
import { oneLine } from './safe.ts';

/** Quick commands show nothing. */
const PATIENCE_MS = 400;

export interface Progress {
  /** Says how far it has come. */
  update(text: string): void;
  /** Clears it from the terminal, for good. */
  stop(): void;
}

export interface ProgressOptions {
  readonly text: string;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** Whether something that moves is welcome: a terminal, nobody asked for silence, and no reader of the screen aloud. */
function welcome({ env, stderr }: Io, quiet: boolean): boolean {
  return stderr.isTerminal && !quiet && !env['ACCESSIBLE'] && !env['CI'] && env['TERM'] !== 'dumb';
}

/** What is shown on each stream: two would draw over each other. */
const shown = new WeakMap<object, Progress>();

/** Starts a spinner in the place of one that is there, seen after a moment and only where it is welcome. Whoever starts it stops it in a `finally`. */
export function progress(io: Io, { text, quiet, color }: ProgressOptions): Progress {
  if (!welcome(io, quiet)) return { update() {}, stop() {} };
  let current = oneLine(text);
  let stopped = false;
  let spinner: { text: string; stop(): unknown } | undefined;
  const show = async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    spinner = ora({
      text: current,
      stream: io.stderr.stream,
      color: color ? 'cyan' : false,
      isEnabled: true,
      // Raw mode would swallow what is piped in or typed ahead; a hidden cursor would outlive a killed process.
      discardStdin: false,
      hideCursor: false,
    }).start();
  };
  const timer = setTimeout(() => void show(), PATIENCE_MS).unref();
  const started: Progress = {
    update(next) {
      current = oneLine(next);
      if (spinner) spinner.text = current;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      spinner?.stop();
      spinner = undefined;
    },
  };
  shown.get(io.stderr.stream)?.stop();
  shown.set(io.stderr.stream, started);
  return started;
}
