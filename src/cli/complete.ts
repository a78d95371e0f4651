/** What can stand at the cursor, worked out from the command tree. */
import type { GivenFlags } from '../config/settings.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Fields } from '../spec/field.ts';
import { filtersOf } from '../spec/filters.ts';
import { choicesOf, hintsOf } from '../spec/flags.ts';
import type { Resource } from '../spec/resource.ts';
import type { Argument, Command, Flag } from './command.ts';
import { WORDS } from './complete-words.ts';
import { route, scan } from './route.ts';
import { TOPICS } from './topics.ts';

export interface Candidate {
  /** The whole word, as it would be typed. */
  readonly value: string;
  readonly about: string;
}

export interface Completion {
  readonly candidates: readonly Candidate[];
  /** A file name is meant: the shell completes it. */
  readonly files: boolean;
}

/** What the tree does not know. */
export interface Surroundings {
  /** Names of the profiles. */
  profiles(): Promise<readonly string[]>;
  /** Names of the aliases. */
  aliases(): Promise<readonly string[]>;
  /** Aliases and extensions, which stand where commands do. */
  added(): Promise<readonly Candidate[]>;
  /** Numbers and names of a resource's records, in the account that the flags of the line mean. */
  records(resource: string, given: GivenFlags): Promise<readonly Candidate[]>;
}

/** The first word of `dispatch help COMMAND`, which is no command of the tree. */
const HELP: Candidate = { value: 'help', about: 'Show help for a command' };
const NOTHING: Completion = { candidates: [], files: false };

/**
 * Candidates for the last of the words.
 * @param words what was typed behind the program's name, up to the cursor; the last is the partial word, empty after a
 *   space.
 */
export async function complete(
  root: Command,
  globals: readonly Flag[],
  words: readonly string[],
  surroundings: Surroundings,
): Promise<Completion> {
  const before = words.slice(0, -1);
  const word = words.at(-1) ?? '';
  const { command, path, rest } = route(root, globals, before);
  const flags = [...(command.flags?.() ?? []), ...globals];
  const typed = scan(rest, flags);
  if (typed.ended) return NOTHING;
  const given = { get: (name: string) => typed.values.get(name), has: (name: string) => typed.flags.has(name) };
  const place = { command, resource: RESOURCES.find(({ name }) => name === path[0]), given, surroundings };
  const answer = (of: Flag | Argument, text: string, prefix = '') => values(of, text, prefix, place);

  if (typed.awaiting) return answer(typed.awaiting, word);
  if (word.startsWith('-')) {
    const equals = word.indexOf('=');
    if (equals < 0) return starting(word, unused(flags, typed.flags));
    const flag = flags.find(({ name, value }) => value !== undefined && `--${name}` === word.slice(0, equals));
    return flag ? answer(flag, word.slice(equals + 1), word.slice(0, equals + 1)) : NOTHING;
  }
  if (command === root && typed.args[0] === HELP.value) {
    const topic = route(root, globals, typed.args.slice(1));
    const topics = topic.command === root ? TOPICS.map(({ name, about }) => ({ value: name, about })) : [];
    return topic.rest.length === 0 ? subcommands(topic.command, word, topics) : NOTHING;
  }
  if (command.commands) {
    if (typed.args.length > 0) return NOTHING;
    return subcommands(command, word, command === root ? [HELP, ...(await surroundings.added())] : []);
  }
  const expected = argumentAt(command.arguments ?? [], typed.args.length);
  if (!expected) return NOTHING;
  const { candidates, files } = await answer(expected, word);
  return { candidates: candidates.filter(({ value }) => !typed.args.includes(value)), files };
}

function starting(word: string, candidates: readonly Candidate[]): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(word)), files: false };
}

function unused(flags: readonly Flag[], given: ReadonlySet<string>): Candidate[] {
  return flags
    .filter(({ name, many }) => many || !given.has(name))
    .map(({ name, about }) => ({ value: `--${name}`, about }));
}

/** Aliases are offered only to somebody who is typing one. */
function subcommands(command: Command, word: string, more: readonly Candidate[] = []): Completion {
  const commands = command.commands?.() ?? [];
  const names = starting(word, [...commands.map(({ name, about }) => ({ value: name, about })), ...more]);
  if (names.candidates.length > 0) return names;
  const aliases = commands.flatMap(({ aliases = [], about }) => aliases.map((value) => ({ value, about })));
  return starting(word, aliases);
}

/** The argument that the next word would be. */
function argumentAt(declared: readonly Argument[], index: number): Argument | undefined {
  const last = declared.at(-1);
  return declared[index] ?? (last?.many ? last : undefined);
}

/** Where on a line a value stands. */
interface Place {
  readonly command: Command;
  /** The one whose command it is. */
  readonly resource: Resource | undefined;
  readonly given: GivenFlags;
  readonly surroundings: Surroundings;
}

/**
 * Values of a flag or an argument. Where several can be given separated by commas, the last of them is completed.
 * @param prefix what stands before the value in the same word, `--status=`.
 */
async function values(of: Flag | Argument, text: string, prefix: string, place: Place): Promise<Completion> {
  if (of.completes === 'file') return { candidates: [], files: true };
  if (of.completes === 'filter') return filter(text, prefix, place);
  const isOrder = of.completes === 'order';
  const isList = isOrder || of.completes === 'field' || ('value' in of && of.many === true);
  const before = isList ? text.slice(0, text.lastIndexOf(',') + 1) : '';
  const taken = before.split(',').map((word) => (isOrder ? word.replace(/^-/, '') : word));
  const earlier = isOrder && text.startsWith('-', before.length) ? `${before}-` : before;
  const candidates = (await choices(of, place))
    .filter(({ value }) => !taken.includes(value))
    .map(({ value, about }) => ({ value: `${prefix}${earlier}${value}`, about }));
  return starting(`${prefix}${text}`, candidates);
}

async function choices(of: Flag | Argument, place: Place): Promise<readonly Candidate[]> {
  const { command, given, surroundings } = place;
  if (of.choices) return of.choices.map((value) => ({ value, about: '' }));
  if (of.of !== undefined) return surroundings.records(of.of, given);
  if (of.completes === 'profile') return (await surroundings.profiles()).map((value) => ({ value, about: 'profile' }));
  if (of.completes === 'alias') return (await surroundings.aliases()).map((value) => ({ value, about: 'alias' }));
  if (of.completes === 'field' || of.completes === 'order') return fieldNames(command.fields ?? {});
  if (of.completes === 'zone') return Intl.supportedValuesOf('timeZone').map((value) => ({ value, about: '' }));
  return of.completes === 'time' || of.completes === 'day' ? WORDS[of.completes] : [];
}

/** `status_eq=` and behind it `draft`: the API's own filters of the resource. */
async function filter(text: string, prefix: string, place: Place): Promise<Completion> {
  const filters = place.resource ? filtersOf(place.resource) : [];
  const [name, value] = text.split('=', 2);
  if (value === undefined) {
    const names = filters.map((each) => ({ value: `${prefix}${each.name}=`, about: each.about }));
    return starting(`${prefix}${text}`, names);
  }
  const meant = filters.find((each) => each.name === name);
  if (!meant) return NOTHING;
  const { field, predicate, about } = meant;
  const known = predicate === 'null' ? ['true', 'false'] : choicesOf(field);
  const isList = predicate === 'in' ? { many: true as const } : {};
  const flag = {
    name: meant.name,
    value: '',
    about,
    ...hintsOf(field),
    ...(known ? { choices: known } : {}),
    ...isList,
  };
  return values(flag, value, `${prefix}${name}=`, place);
}

/** `id`, `address`, `address.city`, … */
function fieldNames(fields: Fields, above = ''): Candidate[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind === 'secret') return [];
    const own = { value: `${above}${name}`, about: field.about };
    return field.kind === 'object' ? [own, ...fieldNames(field.fields, `${own.value}.`)] : [own];
  });
}
