/** What `dispatch alias` does. A name that the program has itself is never taken. */
import { changeAliases, readAliases } from '../config/aliases.ts';
import { configDir } from '../config/paths.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { quote } from '../input/quote.ts';
import { splitWords } from '../input/shell.ts';
import type { Result } from '../output/result.ts';
import { suggest } from '../spec/suggest.ts';
import { ALIAS } from './aliases.ts';
import { tree } from './build.ts';
import type { Call } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { refuseDryRun } from './plan.ts';
import { route } from './route.ts';

export async function set({ session, args: [name = '', expansion = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  checkName(name);
  checkExpansion(expansion);
  await changeAliases(session.io, configDir(session.io), (now) => new Map([...now, [name, expansion]]));
  await session.tell(`dispatch ${name} now means: dispatch ${expansion}`);
  return { kind: 'nothing' };
}

export async function list({ session }: Call): Promise<Result> {
  const records = [...readAliases(session.io)].map(([name, expansion]) => ({ name, expansion }));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'aliases', fields: ALIAS, pages };
}

export async function remove({ session, args: [name = ''] }: Call): Promise<Result> {
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
function checkName(name: string): void {
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(name)) {
    throw new UsageError(`${quote(name)} cannot be the name of a command`, { hint: 'Use letters, digits and dashes.' });
  }
  if (name === 'help' || isBuiltIn([name])) {
    throw new UsageError(`${name} is a command of the program`, { hint: 'Choose another name.' });
  }
}

/** @throws UsageError for what is no command of the program: an alias of an alias could go in circles */
function checkExpansion(expansion: string): void {
  if (isBuiltIn(splitWords(expansion))) return;
  throw new UsageError(`${quote(expansion)} begins with no command of the program`, {
    hint: "Write it without the program's name: dispatch alias set today 'appointments list --on today'",
  });
}

function isBuiltIn(words: readonly string[]): boolean {
  return route(tree(), GLOBAL_FLAGS, words).path.length > 0;
}
