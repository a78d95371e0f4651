/**
 * Extensions: `dispatch NAME ARGS…` runs the program `dispatch-NAME` on the PATH when no command and no alias has this
 * name. It gets the streams and the environment, but no secret: with `dispatch auth token` it can ask for a token, as the
 * profile that is logged in.
 */
import type { Result } from '../output/result.ts';
import { boolean, string } from '../spec/field.ts';
import type { Call, Command } from './command.ts';

const EXTENSION = {
  name: string('Name', { column: 1 }),
  path: string('The program', { column: 1 }),
  hidden: boolean('A command or an alias of this name comes first', { column: 2 }),
} as const;

export const extensionsCommand: Command = {
  name: 'extensions',
  about: 'Programs on the PATH that are called like commands',
  notes: [
    'A program dispatch-NAME on the PATH is called as dispatch NAME.',
    'It gets no secret: DISPATCH_CLIENT_ID, DISPATCH_CLIENT_SECRET and DISPATCH_TOKEN are taken out of its environment. It can call dispatch itself, and dispatch auth token, as the profile that is logged in.',
  ],
  commands: () => [
    { name: 'list', about: 'List the extensions', examples: ['extensions list'], fields: EXTENSION, run: list },
  ],
};

async function list({ session }: Call): Promise<Result> {
  const [{ tree }, { readAliases }, { findExtensions }] = await Promise.all([
    // The tree holds this module's command.
    import('./build.ts'),
    import('../config/aliases.ts'),
    import('./extension-programs.ts'),
  ]);
  const aliases = readAliases(session.io);
  const commands = (tree().commands?.() ?? []).flatMap(({ name, aliases: more = [] }) => [name, ...more]);
  const taken = new Set(['help', ...commands, ...aliases.keys()]);
  const records = (await findExtensions(session.io)).map(({ name, path }) => ({ name, path, hidden: taken.has(name) }));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'extensions', fields: EXTENSION, pages };
}
