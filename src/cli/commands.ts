/** `dispatch commands`: the whole command tree as data, for scripts and agents. */
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import type { Result } from '../output/result.ts';
import { array, boolean, object, string } from '../spec/field.ts';
import type { JsonObject } from '../spec/json.ts';
import { VERSION } from '../version.ts';
import type { Argument, Call, Command, Flag } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { examplesOf, usageLines } from './help.ts';
import { TOPICS } from './topics.ts';

const VALUE = {
  name: string('Name, without dashes'),
  type: string('What its value must be; switch for a flag without one'),
  value: string('What stands for the value in usage lines'),
  about: string('What it is for'),
  choices: array(string('A value'), 'The only values there are'),
  default: string('What counts when it is not given'),
  repeatable: boolean('It can be given several times'),
} as const;

const COMMAND = {
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
  run: commands,
};

/** For json one object that says all there is to know; else a row for each command. */
async function commands({ session }: Call): Promise<Result> {
  // The tree holds this module's command.
  const { tree } = await import('./build.ts');
  const root = tree();
  const records = described(root, root, []);
  if ((await session.format()) !== 'json') {
    const pages = (async function* () {
      yield records;
    })();
    return { kind: 'records', nouns: 'commands', fields: COMMAND, pages };
  }
  const record = {
    program: root.name,
    version: VERSION,
    about: root.about,
    global_flags: GLOBAL_FLAGS.map(flagRecord),
    exit_codes: EXIT_CODES.map(([code, meaning]) => ({ code, meaning })),
    environment: ENVIRONMENT.map(({ name, meaning }) => ({ name, meaning })),
    topics: TOPICS.map(({ name, about }) => ({ name, about })),
    commands: records,
  };
  return { kind: 'record', record };
}

/** Every command below that can be run, in the order of the tree. */
function described(command: Command, root: Command, path: readonly string[]): JsonObject[] {
  const below = (command.commands?.() ?? []).flatMap((each) => described(each, root, [...path, each.name]));
  return command.run ? [commandRecord(command, root, path), ...below] : below;
}

function commandRecord(command: Command, root: Command, path: readonly string[]): JsonObject {
  const { about, aliases = [], notes = [] } = command;
  return {
    command: path.join(' '),
    about,
    usage: usageLines([root.name, ...path].join(' '), command).at(-1) ?? '',
    aliases,
    notes,
    examples: examplesOf(command, root),
    arguments: (command.arguments ?? []).map((argument) => ({
      ...valueRecord(argument, argument.name),
      required: argument.optional !== true,
    })),
    flags: (command.flags?.() ?? []).map(flagRecord),
  };
}

const flagRecord = (flag: Flag): JsonObject => ({
  ...valueRecord(flag, flag.value),
  short: flag.short ?? null,
  group: flag.group ?? null,
  env: flag.env ?? null,
});

function valueRecord({ name, about, choices, many, ...more }: Flag | Argument, placeholder: string | undefined) {
  return {
    name,
    type: typeOf(placeholder, choices !== undefined),
    value: placeholder ?? null,
    about,
    choices: choices ?? null,
    default: 'default' in more ? (more.default ?? null) : null,
    repeatable: many === true,
  };
}

/** Placeholders that say what the value must be, with the word for it; all others stand for text. */
const TYPES: Readonly<Record<string, string>> = {
  ID: 'id',
  N: 'number',
  BOOLEAN: 'boolean',
  TIME: 'time',
  DAY: 'day',
  DURATION: 'duration',
  ZONE: 'zone',
  EMAIL: 'email',
  PHONE: 'phone',
  URL: 'url',
  FILE: 'file',
  UID: 'uid',
  JSON: 'json',
  'FILE|-|JSON': 'json',
};

function typeOf(placeholder: string | undefined, isChoice: boolean): string {
  if (placeholder === undefined) return 'switch';
  const one = placeholder.replace(/,…$/, '');
  return isChoice ? 'choice' : (TYPES[one] ?? 'text');
}
