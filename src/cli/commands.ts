/** `dispatch commands`: the whole command tree as data, for scripts and agents. What it does is loaded when it runs. */
import { array, boolean, object, string } from '../spec/field.ts';
import type { Command } from './command.ts';

const VALUE = {
  name: string('Name, without dashes'),
  type: string('What its value must be; switch for a flag without one'),
  value: string('What stands for the value in usage lines'),
  about: string('What it is for'),
  choices: array(string('A value'), 'The only values there are'),
  default: string('What counts when it is not given'),
  repeatable: boolean('It can be given several times'),
} as const;

/** A command as it is listed. */
export const COMMAND = {
  command: string('Words behind the program’s name', { column: 1 }),
  about: string('What it does', { column: 2 }),
  usage: string('How it is called'),
  aliases: array(string('A name'), 'Other names of its last word'),
  notes: array(string('A paragraph'), 'What else is worth knowing'),
  examples: array(string('A call'), 'Calls that work'),
  arguments: array(object('An argument', { ...VALUE, required: boolean('It must be given') }), 'Arguments in order'),
  flags: array(
    object('A flag', {
      ...VALUE,
      short: string('Its letter'),
      group: string('Its heading in the help'),
      env: string('The environment variable that does the same'),
    }),
    'Flags of its own; those of every command are told once',
  ),
} as const;

export const commandsCommand: Command = {
  name: 'commands',
  about: 'List every command; with -o json the whole tree with flags, types, choices, defaults and exit codes',
  examples: [
    'commands',
    'commands -o json',
    `dispatch commands -o json | jq -r '.commands[] | select(.command == "jobs list") | .flags[].name'`,
  ],
  run: async (call) => (await import('./commands-run.ts')).commands(call),
};
