/** `dispatch alias`: names of one's own for commands. What the commands do is loaded when they run. */
import { string } from '../spec/field.ts';
import type { Argument, Command } from './command.ts';

/** An alias as it is listed. */
export const ALIAS = {
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
      run: async (call) => (await import('./aliases-run.ts')).set(call),
    },
    {
      name: 'list',
      about: 'List the names',
      examples: ['alias list'],
      fields: ALIAS,
      run: async (call) => (await import('./aliases-run.ts')).list(call),
    },
    {
      name: 'remove',
      about: 'Forget a name',
      examples: ['alias remove today'],
      arguments: [NAME],
      run: async (call) => (await import('./aliases-run.ts')).remove(call),
    },
  ],
};
