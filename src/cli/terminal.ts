/** What the words and the environment say of the output before anything else is known. */
import type { Io } from '../io.ts';
import type { FlagValues } from './command.ts';

/** Whether output may be coloured: a terminal, and nobody asked for none (or somebody for some). */
export function usesColor({ env, stdout }: Io, flags?: FlagValues): boolean {
  if (flags?.has('no-color') || env['NO_COLOR'] || env['TERM'] === 'dumb') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '') return env['FORCE_COLOR'] !== '0';
  return stdout.isTerminal;
}

/** Whether errors are wanted as JSON, told from the words alone: they may be what is wrong. */
export function wantsJson(argv: readonly string[], env: Io['env']): boolean {
  const at = argv.findLastIndex((word) => /^(-o|--output$)|^--output=/.test(word));
  if (at < 0) return env['DISPATCH_OUTPUT'] === 'json';
  const word = argv[at] ?? '';
  return (/^(-o|--output)$/.test(word) ? argv[at + 1] : word.replace(/^(-o=?|--output=)/, '')) === 'json';
}

/** Whether nothing may move, page or need more than ASCII: asked for, or the screen is read aloud. */
export const isPlain = ({ env }: Io, flags: Pick<FlagValues, 'has'>): boolean =>
  flags.has('plain') || Boolean(env['ACCESSIBLE']);

/** Whether a table says what its numbers stand for: to people, and where asked for. */
export const wantsNames = ({ stdout }: Io, flags: Pick<FlagValues, 'has'>): boolean =>
  !flags.has('no-names') && (flags.has('names') || stdout.isTerminal);

/**
 * Whether what the program draws itself must be ASCII: nothing may need more, or the locale has no more. Where no locale is
 * set, as in most containers, terminals show UTF-8 all the same.
 */
export function needsAscii({ env }: Io, plain: boolean): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return plain || env['TERM'] === 'dumb' || Boolean(locale && !/utf-?8/i.test(locale));
}
