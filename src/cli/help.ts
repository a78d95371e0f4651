/** Help for any command, from the tree alone: examples first, then what the command takes. */
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Argument, Command, Flag } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { indentOf, laidOut, type Row, type Section, wrap } from './layout.ts';

export interface HelpOptions {
  /** Width of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** Headings are bold. */
  readonly color: boolean;
}

const WIDTH = 80;
const WIDEST = 100;
const NARROWEST = 40;

/** How wide a page of help is on a terminal of so many columns. */
export const pageWidth = (columns: number | undefined): number =>
  Math.max(NARROWEST, Math.min(WIDEST, columns ?? WIDTH));

/**
 * The text of `dispatch PATH --help`, ending with a line end.
 * @param path names of the command and of those above it, without the program's; empty for the root.
 */
export function helpText(path: readonly string[], command: Command, root: Command, options: HelpOptions): string {
  const width = pageWidth(options.columns);
  const call = [root.name, ...path].join(' ');
  const sections = [...listed(command, command === root), ...(command === root ? everywhere() : [])];
  const render = (section: Section) =>
    laidOut(section, { width, bold: options.color, indent: indentOf(command === root ? [section] : sections) });

  const examples = examplesOf(command, root);
  const blocks = [
    ...(examples.length > 0 ? [render({ title: 'Examples', lines: examples })] : []),
    render({ title: 'Usage', lines: usageLines(call, command) }),
    ...[sentence(command.about), ...(command.notes ?? []), ...also(command)].map((text) =>
      wrap(text, width).join('\n'),
    ),
    ...sections.map(render),
    ...numbers(command, root).map((text) => wrap(text, width).join('\n')),
    wrap(footer(call, command, root), width).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** How a command is called: `dispatch appointments get ID... [flags]`. */
export function usageLines(call: string, command: Command): readonly string[] {
  const args = (command.arguments ?? []).map((argument) => ` ${argumentTerm(argument)}`).join('');
  const own = command.run ? [`${call}${args} [flags]`] : [];
  return command.commands ? [`${call} COMMAND`, ...own] : own;
}

/** How many examples a group shows: the first of some of its commands. */
const OF_A_GROUP = 4;

/** Examples with the program's name, which a pipeline already has in it. */
export function examplesOf({ examples, commands }: Command, root: Command): readonly string[] {
  const named = new RegExp(`(^|\\W)${root.name} `);
  const own = examples ?? (commands?.() ?? []).flatMap((command) => command.examples?.[0] ?? []).slice(0, OF_A_GROUP);
  return own.map((example) => (named.test(example) ? example : `${root.name} ${example}`));
}

/** `-o, --output FORMAT` */
export function flagTerm({ name, short, value }: Flag): string {
  return `${short ? `-${short}, ` : ''}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** What a flag is for, with its choices and the environment variable that does the same. */
export function flagAbout({ about, value, choices, many, env, default: usual }: Flag): string {
  const means = choices ? `${about} (${choices.join(', ')})` : about;
  return [
    usual === undefined ? means : `${means}; ${usual} if not given`,
    ...(many && !value?.includes(',') ? ['(repeatable)'] : []),
    ...(env ? [`[${env}]`] : []),
  ].join(' ');
}

/** `[FILE...]` */
export function argumentTerm({ name, optional, many }: Argument): string {
  const shape = many ? `${name}...` : name;
  return optional ? `[${shape}]` : shape;
}

export function argumentAbout({ about, choices }: Argument): string {
  return choices ? `${about} (${choices.join(', ')})` : about;
}

/** Flags under their headings, in the order in which the headings first appear. */
export function byGroup(flags: readonly Flag[]): ReadonlyMap<string, readonly Flag[]> {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const title = flag.group ?? 'Flags';
    groups.set(title, [...(groups.get(title) ?? []), flag]);
  }
  return groups;
}

/** Subcommands, arguments and flags. */
function listed(command: Command, isRoot: boolean): Section[] {
  const commands = command.commands?.() ?? [];
  const isResource = ({ name }: Command) => RESOURCES.some((resource) => resource.name === name);
  const groups: readonly Section[] = isRoot
    ? [
        { title: 'Resources', rows: commands.filter(isResource).map(commandRow) },
        { title: 'More', rows: commands.filter((each) => !isResource(each)).map(commandRow) },
      ]
    : [{ title: 'Commands', rows: commands.map(commandRow) }];
  const args: Section = {
    title: 'Arguments',
    rows: (command.arguments ?? []).map((argument) => [argumentTerm(argument), argumentAbout(argument)]),
  };
  return [...groups, args, ...flagSections(command.flags?.() ?? [])].filter(({ rows }) => rows?.length);
}

function commandRow({ name, about }: Command): Row {
  return [name, about.replace(/\.$/, '')];
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Long names are aligned, whether there is a short one or not. */
function flagSections(flags: readonly Flag[]): Section[] {
  const gapped = flags.some(({ short }) => short);
  return [...byGroup(flags)].map(([title, group]) => ({ title, rows: flagRows(group, gapped) }));
}

/** @param gapped leaves room for a short name where a flag has none */
export function flagRows(flags: readonly Flag[], gapped = flags.some(({ short }) => short)): Row[] {
  return flags.map((flag) => [`${flag.short || !gapped ? '' : '    '}${flagTerm(flag)}`, flagAbout(flag)]);
}

/** What holds for every command, told once. */
function everywhere(): Section[] {
  return [
    ...flagSections(GLOBAL_FLAGS.map((flag) => ({ ...flag, group: 'Flags of every command' }))),
    { title: 'Environment', rows: ENVIRONMENT.map(({ name, meaning }): Row => [name, meaning]) },
    { title: 'Exit codes', rows: EXIT_CODES },
  ];
}

function also({ aliases = [] }: Command): string[] {
  return aliases.length > 0 ? [`Also called ${aliases.join(', ')}.`] : [];
}

/** Where to find the numbers that a command takes. */
function numbers({ arguments: args = [], flags }: Command, root: Command): string[] {
  const named = new Set([...args, ...(flags?.() ?? [])].flatMap(({ of }) => of ?? []));
  const listed = RESOURCES.filter(({ name, requests }) => named.has(name) && requests.includes('list'));
  const lists = listed.map(({ name }) => `${root.name} ${name} list`);
  return lists.length > 0
    ? [`Numbers to give: ${lists.join(', ')}; where completions are installed, TAB offers them.`]
    : [];
}

function footer(call: string, command: Command, root: Command): string {
  if (command === root) return `More about a command: ${root.name} help COMMAND`;
  const global = `Flags of every command, such as --output and --profile: ${root.name} --help`;
  return command.commands ? `More about a command: ${call} COMMAND --help. ${global}` : global;
}
