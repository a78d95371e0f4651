/** The manual page `dispatch.1`, in the man macros of roff. */
import type { Command, Flag } from '../cli/command.ts';
import { GLOBAL_FLAGS } from '../cli/globals.ts';
import { argumentAbout, argumentTerm, byGroup, examplesOf, flagAbout, flagTerm, usageLines } from '../cli/help.ts';
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import { type Callable, callables } from './walk.ts';

export function manPage(root: Command, version: string): string {
  const { name, about } = root;
  const lines = [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    '.SH NAME',
    `${name} \\- ${text(about.replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    `.B ${name}`,
    'RESOURCE VERB [ID...] [flags]',
    ...section('EXAMPLES', examples(root, root)),
    '.SH COMMANDS',
    ...callables(root).flatMap((callable) => command(callable, root)),
    ...section('FLAGS OF EVERY COMMAND', flags(GLOBAL_FLAGS)),
    ...section(
      'ENVIRONMENT',
      ENVIRONMENT.flatMap((variable) => term(variable.name, variable.meaning)),
    ),
    ...section(
      'EXIT STATUS',
      EXIT_CODES.flatMap(([code, meaning]) => term(code, meaning)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] => [`.SH ${title}`, ...lines];

function command({ call, command }: Callable, root: Command): string[] {
  const args = (command.arguments ?? []).flatMap((each) => term(argumentTerm(each), argumentAbout(each)));
  return [
    `.SS ${quoted(usageLines(call, command).at(-1) ?? call)}`,
    text(command.about),
    ...(command.notes ?? []).flatMap((note) => ['.PP', text(note)]),
    ...args,
    ...[...byGroup(command.flags?.() ?? []).values()].flatMap(flags),
    ...examples(command, root),
  ];
}

function flags(list: readonly Flag[]): string[] {
  return list.flatMap((flag) => term(flagTerm(flag), flagAbout(flag)));
}

function examples(command: Command, root: Command): string[] {
  const shown = examplesOf(command, root);
  return shown.length > 0 ? ['.PP', '.nf', ...shown.map((example) => `    ${text(example)}`), '.fi'] : [];
}

function term(title: string, about: string): string[] {
  return ['.TP', `\\fB${text(title)}\\fR`, text(about)];
}

/** Text of one line in which roff sees no command, and keeps dashes and quotes that can be copied. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll(/[^ -~]/gu, (character) => `\\[u${hex(character)}]`)
    .replace(/^\./, '\\&.');
}

/** At least four digits, as roff wants them. */
const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** One argument of a macro. */
const quoted = (plain: string): string => `"${text(plain).replaceAll('"', '\\(dq')}"`;
