/** Turns the words behind a command into its flags and arguments. */
import { UsageError } from '../errors.ts';
import { quote } from '../input/quote.ts';
import type { Command, Flag } from './command.ts';
import { FlagValues } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';

export interface Parsed {
  readonly args: readonly string[];
  readonly flags: FlagValues;
}

/** @throws UsageError for an unknown flag, a missing value, too few or too many arguments */
export async function parse(command: Command, path: readonly string[], words: readonly string[]): Promise<Parsed> {
  const parsed = usual(command, words) ?? (await byCommander(command, path, words));
  refuseContradictions(parsed.flags);
  return parsed;
}

/**
 * A line as most are: flags written out, their values behind them. Loading and preparing commander for it takes as long as the rest of
 * what a list does before its request. undefined for any other line, right or wrong, which is commander's.
 */
export function usual(command: Command, words: readonly string[]): Parsed | undefined {
  const known = new Map<string, Flag>();
  for (const flag of [...GLOBAL_FLAGS, ...(command.flags?.() ?? [])]) {
    known.set(`--${flag.name}`, flag);
    if (flag.short) known.set(`-${flag.short}`, flag);
  }
  const given = new Map<string, string[]>();
  const args: string[] = [];
  const left = words.values();
  for (const word of left) {
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      continue;
    }
    const [, name = word, inline] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    const flag = known.get(name);
    if (!flag || (inline !== undefined && flag.value === undefined)) return undefined;
    const value = inline ?? (flag.value === undefined ? '' : left.next().value);
    if (value === undefined || (inline === undefined && value.startsWith('-'))) return undefined;
    given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  }
  return isEnough(args.length, command) ? { args, flags: new FlagValues(given) } : undefined;
}

function isEnough(count: number, { arguments: declared = [] }: Command): boolean {
  const least = declared.filter(({ optional }) => !optional).length;
  return count >= least && (count <= declared.length || declared.some(({ many }) => many));
}

/** The same for any line. */
export async function byCommander(
  command: Command,
  path: readonly string[],
  words: readonly string[],
): Promise<Parsed> {
  const { Argument, Command: Parser, CommanderError, Option } = await import('commander');
  const given = new Map<string, string[]>();
  const parser = new Parser(path.join(' '))
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
    .allowExcessArguments(false)
    .action(() => undefined);

  for (const flag of [...GLOBAL_FLAGS, ...(command.flags?.() ?? [])]) {
    parser.addOption(new Option(spelling(flag), flag.about));
    parser.on(`option:${flag.name}`, (value: string | null | undefined) => {
      given.set(flag.name, [...(given.get(flag.name) ?? []), value ?? '']);
    });
  }
  for (const { name, about, optional, many } of command.arguments ?? []) {
    const shape = many ? `${name}...` : name;
    parser.addArgument(new Argument(optional ? `[${shape}]` : `<${shape}>`, about));
  }
  try {
    parser.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError(await explained(error.code, error.message, parser.args, command), {
      hint: `See: dispatch ${[...path, '--help'].join(' ')}`,
    });
  }
  return { args: parser.args, flags: new FlagValues(given) };
}

const spelling = ({ name, short, value }: Flag): string =>
  `${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`;

/** Commander counts the arguments that are too many; a person wants to see which. */
async function explained(code: string, message: string, args: readonly string[], command: Command): Promise<string> {
  if (code === 'commander.excessArguments') {
    return `unexpected argument ${quote(args[command.arguments?.length ?? 0] ?? '')}`;
  }
  const plain = message.replace(/^error: /, '');
  const [, option] = /^unknown option '([^=']+)/.exec(plain) ?? [];
  return option === undefined ? plain : unknownOption(option, command);
}

/** Without the value behind it, which may be a secret. */
async function unknownOption(option: string, command: Command): Promise<string> {
  const { flagMeant } = await import('./synonyms.ts');
  const names = [...(command.flags?.() ?? []), ...GLOBAL_FLAGS].map(({ name }) => name);
  const guess = option.startsWith('--') ? flagMeant(option, names) : undefined;
  return `unknown option ${quote(option)}${guess === undefined ? '' : `; did you mean ${guess}?`}`;
}

/** @throws UsageError for flags that ask for two things at once */
function refuseContradictions(given: FlagValues): void {
  if (!given.has('dry-run') || !given.has('preview')) return;
  throw new UsageError('--dry-run and --preview contradict each other', {
    hint: '--dry-run prints the request and sends nothing; --preview reads, and shows what would change and follow.',
  });
}
