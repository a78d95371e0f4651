/** Turns the words behind a command into its flags and arguments, by commander. */
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
  refuseContradictions(given);
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
function refuseContradictions(given: ReadonlyMap<string, unknown>): void {
  if (!given.has('dry-run') || !given.has('preview')) return;
  throw new UsageError('--dry-run and --preview contradict each other', {
    hint: '--dry-run prints the request and sends nothing; --preview reads, and shows what would change and follow.',
  });
}
