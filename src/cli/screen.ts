/** The terminal as commands write to it: with a pager in front of it, or as it is. */
import type { Io } from '../io.ts';
import type { FlagValues } from './command.ts';
import { isPlain } from './terminal.ts';

/** The terminal, with a pager in front of it once `page` was called. */
export interface Screen {
  readonly io: Io;
  /** From now on, what is written to standard output is paged. */
  page(): void;
  /** Shows what is left and waits until the person has seen it. */
  close(): Promise<void>;
}

/** The flags that were given, by name. */
type Given = Pick<FlagValues, 'has'>;

/** Whether somebody sits there who can turn pages and did not say otherwise. */
function canPage(io: Io, flags: Given): boolean {
  const { stdout, env } = io;
  if (!stdout.isTerminal || !stdout.rows) return false;
  if (flags.has('no-pager') || flags.has('no-input') || isPlain(io, flags)) return false;
  return !env['CI'] && env['TERM'] !== 'dumb' && io.stdin.isTTY === true;
}

/** A screen, without a pager where nobody can or wants to use one. */
export async function screenFor(io: Io, flags: Given): Promise<Screen> {
  const paged = canPage(io, flags) ? (await import('./pager.ts')).pagedScreen(io) : undefined;
  return paged ?? { io, page: () => undefined, close: async () => undefined };
}
