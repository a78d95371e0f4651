/** The command tree as records. */
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import type { Result } from '../output/result.ts';
import type { JsonObject } from '../spec/json.ts';
import { VERSION } from '../version.ts';
import { tree } from './build.ts';
import type { Argument, Call, Command, Flag } from './command.ts';
import { COMMAND } from './commands.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { examplesOf, usageLines } from './help.ts';
import { TOPICS } from './topics.ts';

/** For json one object that says all there is to know; else a row for each command. */
export async function commands({ session }: Call): Promise<Result> {
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
