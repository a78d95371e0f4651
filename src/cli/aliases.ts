/** `dispatch alias`: names of one's own for commands. A name that the program has itself is never taken. */
import { changeAliases, readAliases } from '../config/aliases.ts';
import { configDir } from '../config/paths.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { quote } from '../input/quote.ts';
import { splitWords } from '../input/shell.ts';
import type { Result } from '../output/result.ts';
import { string } from '../spec/field.ts';
import { suggest } from '../spec/suggest.ts';
import { refuseDryRun } from './auth.ts';
import type { Argument, Call, Command } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { route } from './route.ts';

const ALIAS = {
  name: string('Name', { column: 1 }),
  expansion: string('The command that it stands for', { column: 1 }),
} as const;

const NAME: Argument = { name: 'NAME', about: 'The name', completes: 'alias' };

export const aliasCommand: Command = {
  name: 'alias',
  about: 'Names of your own for commands',
  commands: () => [
    {
      name: 'set',
      about: 'Give a command a name; what is typed behind the name is added to the command',
      notes: [
        'Quote the command, so that it is one word for your shell. Its own words may be quoted within.',
        '$1 to $9 in it stand for the words behind the name.',
      ],
      examples: [
        "alias set today 'appointments list --on today'",
        `alias set give 'appointments update $1 --user-id $2'`,
      ],
      arguments: [
        { name: 'NAME', about: 'The name: letters, digits and dashes' },
        { name: 'COMMAND', about: 'The command, without the program’s name' },
      ],
      run: set,
    },
    { name: 'list', about: 'List the names', examples: ['alias list'], fields: ALIAS, run: list },
    { name: 'remove', about: 'Forget a name', examples: ['alias remove today'], arguments: [NAME], run: remove },
  ],
};

async function set({ session, args: [name = '', expansion = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  await checkName(name);
  await checkExpansion(expansion);
  await changeAliases(session.io, configDir(session.io), (now) => new Map([...now, [name, expansion]]));
  await session.tell(`dispatch ${name} now means: dispatch ${expansion}`);
  return { kind: 'nothing' };
}

async function list({ session }: Call): Promise<Result> {
  const records = [...readAliases(session.io)].map(([name, expansion]) => ({ name, expansion }));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'aliases', fields: ALIAS, pages };
}

async function remove({ session, args: [name = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  const aliases = readAliases(session.io);
  if (!aliases.has(name)) {
    const guess = suggest(name, aliases.keys());
    throw new NotFoundError(`there is no alias ${quote(name)}`, {
      hint: guess ? `Did you mean ${guess}?` : 'See: dispatch alias list',
    });
  }
  await changeAliases(session.io, configDir(session.io), (now) => new Map([...now].filter(([each]) => each !== name)));
  await session.tell(`Removed the alias ${name}.`);
  return { kind: 'nothing' };
}

/** @throws UsageError for a name that the program has itself, or that could not be typed */
async function checkName(name: string): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(name)) {
    throw new UsageError(`${quote(name)} cannot be the name of a command`, { hint: 'Use letters, digits and dashes.' });
  }
  if (name === 'help' || (await builtIn([name]))) {
    throw new UsageError(`${name} is a command of the program`, { hint: 'Choose another name.' });
  }
}

/** @throws UsageError for what is no command of the program: an alias of an alias could go in circles */
async function checkExpansion(expansion: string): Promise<void> {
  if (await builtIn(splitWords(expansion))) return;
  throw new UsageError(`${quote(expansion)} begins with no command of the program`, {
    hint: "Write it without the program's name: dispatch alias set today 'appointments list --on today'",
  });
}

async function builtIn(words: readonly string[]): Promise<boolean> {
  // The tree holds this module's command.
  const { tree } = await import('./build.ts');
  return route(tree(), GLOBAL_FLAGS, words).path.length > 0;
}

/**
 * The words of the command that an alias stands for.
 * @param args what was typed behind the name
 * @throws UsageError when it needs more words than there are
 */
export function expandAlias(name: string, expansion: string, args: readonly string[]): string[] {
  const used = new Set<number>();
  const fill = (word: string) =>
    word.replace(/\$([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const value = args[index];
      if (value === undefined) {
        throw new UsageError(`dispatch ${name} needs ${digit} or more words behind it`, {
          hint: `It stands for: dispatch ${expansion}`,
        });
      }
      used.add(index);
      return value;
    });
  const words = splitWords(expansion).map(fill);
  return [...words, ...args.filter((_, index) => !used.has(index))];
}
