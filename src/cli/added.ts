/** What the user added to the commands of the program: aliases and extensions. Looked for only when no command has the name. */
import { splitWords } from '../input/shell.ts';
import type { Io } from '../io.ts';
import type { Command } from './command.ts';
import type { Candidate } from './complete.ts';
import { expandAlias } from './expand-alias.ts';
import { findExtension, findExtensions, runExtension } from './extension-programs.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { route, scan } from './route.ts';

/** Most lines name neither: what reads the configuration is loaded for those that may. */
const aliasesOf = async (io: Io): Promise<ReadonlyMap<string, string>> =>
  (await import('../config/aliases.ts')).readAliases(io);

export type Added =
  /** The words of the command that is meant. */
  { readonly kind: 'alias'; readonly words: readonly string[] } | { readonly kind: 'extension'; run(): Promise<void> };

/**
 * What the first argument of a line names; undefined where it is neither an alias nor an extension. Flags in front of the
 * name belong to the command.
 */
export async function added(words: readonly string[], io: Io): Promise<Added | undefined> {
  const { name, before, behind } = taken(words);
  if (name === undefined) return undefined;
  const expansion = (await aliasesOf(io)).get(name);
  if (expansion !== undefined) return { kind: 'alias', words: [...before, ...expandAlias(name, expansion, behind)] };
  const extension = await findExtension(name, io);
  return extension && { kind: 'extension', run: () => runExtension(extension, [...before, ...behind], io) };
}

/** A line at its first argument. */
function taken(words: readonly string[]) {
  const at = words.findIndex((_, index) => scan(words.slice(0, index + 1), GLOBAL_FLAGS).args.length > 0);
  return { name: words[at], before: words.slice(0, Math.max(0, at)), behind: words.slice(at + 1) };
}

/** An unfinished line with the command in the place of its alias; what stands for words to come stays. */
export async function withoutAlias(root: Command, words: readonly string[], io: Io): Promise<readonly string[]> {
  const { name, before, behind } = taken(words);
  const isFinished = name !== undefined && behind.length > 0;
  if (!isFinished || route(root, GLOBAL_FLAGS, words).path.length > 0) return words;
  const expansion = (await aliasesOf(io)).get(name);
  return expansion === undefined ? words : [...before, ...splitWords(expansion), ...behind];
}

/** Both as candidates for the first word. */
export async function addedNames(io: Io): Promise<Candidate[]> {
  const aliases = await aliasesOf(io);
  const extensions = await findExtensions(io);
  return [
    ...[...aliases].map(([value, about]) => ({ value, about })),
    ...extensions.filter(({ name }) => !aliases.has(name)).map(({ name, path }) => ({ value: name, about: path })),
  ];
}
