/** Which command a line of words names, found without the parser: help and completions need no more than that. */
import type { Command, Flag } from './command.ts';

export interface Route {
  readonly command: Command;
  /** Names of the command and of those above it, aliases resolved, without the program's. */
  readonly path: readonly string[];
  /** The words that name no command, in order: flags, their values, arguments. */
  readonly rest: readonly string[];
}

/** What a line of flags and arguments holds so far. */
export interface Typed {
  /** Names of the flags given, short forms resolved. */
  readonly flags: ReadonlySet<string>;
  /** Values of those that take one, by name; the last where one is repeated. */
  readonly values: ReadonlyMap<string, string>;
  readonly args: readonly string[];
  /** Words that look like flags and are none, in order. */
  readonly unknown: readonly string[];
  /** The flag whose value is the word after the last one. */
  readonly awaiting: Flag | undefined;
  /** `--` was given: what follows are arguments, whatever they look like. */
  readonly ended: boolean;
}

/**
 * Walks the tree as far as the words name commands. Only commands on the way are expanded.
 * @param globals flags that every command takes; `--env emulator` names no command.
 */
export function route(root: Command, globals: readonly Flag[], argv: readonly string[]): Route {
  const path: string[] = [];
  const skipped: string[] = [];
  let command = root;
  let at = 0;
  for (let word = argv[at]; command.commands && word !== undefined && word !== '--'; word = argv[at]) {
    if (isFlag(word)) {
      const { awaiting } = flagsIn(word, [...(command.flags?.() ?? []), ...globals]);
      const end = at + (awaiting ? 2 : 1);
      skipped.push(...argv.slice(at, end));
      at = end;
    } else {
      const next = named(command, word);
      if (!next) break;
      command = next;
      path.push(next.name);
      at += 1;
    }
  }
  return { command, path, rest: [...skipped, ...argv.slice(at)] };
}

/** The subcommand of that name or alias. */
function named(command: Command, word: string): Command | undefined {
  return command.commands?.().find(({ name, aliases }) => name === word || aliases?.includes(word));
}

/** Sorts words into flags and arguments; words that look like flags but are unknown are left out. */
export function scan(words: readonly string[], known: readonly Flag[]): Typed {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const args: string[] = [];
  const unknown: string[] = [];
  let awaiting: Flag | undefined;
  for (const [at, word] of words.entries()) {
    if (awaiting) {
      values.set(awaiting.name, word);
      awaiting = undefined;
    } else if (word === '--') {
      return { flags, values, args: [...args, ...words.slice(at + 1)], unknown, awaiting: undefined, ended: true };
    } else if (isFlag(word)) {
      const found = flagsIn(word, known);
      if (found.given.length === 0) unknown.push(word);
      for (const { name } of found.given) flags.add(name);
      const [own] = found.given;
      if (own && word.startsWith('--') && word.includes('=')) values.set(own.name, word.slice(word.indexOf('=') + 1));
      awaiting = found.awaiting;
    } else {
      args.push(word);
    }
  }
  return { flags, values, args, unknown, awaiting, ended: false };
}

/** A lone dash is an argument: standard input. */
const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-';

/** The flags in one word (`--status`, `--status=draft`, `-qo`), and the one that takes the next word as its value. */
function flagsIn(word: string, known: readonly Flag[]): { given: readonly Flag[]; awaiting?: Flag } {
  if (word.startsWith('--')) {
    const [name] = word.slice(2).split('=', 1);
    const flag = known.find((candidate) => candidate.name === name);
    if (!flag) return { given: [] };
    return flag.value !== undefined && !word.includes('=') ? { given: [flag], awaiting: flag } : { given: [flag] };
  }
  const given: Flag[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const flag = known.find(({ short }) => short === word[at]);
    if (!flag) break;
    given.push(flag);
    if (flag.value !== undefined) return at === word.length - 1 ? { given, awaiting: flag } : { given };
  }
  return { given };
}
