/** What can stand at the cursor, as the scripts of the shells ask for it at every TAB. */
import type { Io } from '../io.ts';
import { addedNames, withoutAlias } from './added.ts';
import { tree } from './build.ts';
import type { Command } from './command.ts';
import { type Completion, complete, type Surroundings } from './complete.ts';
import { GLOBAL_FLAGS } from './globals.ts';

/** Answers a shell's script: what can stand at the cursor. */
export async function answerCompletion(words: readonly string[], io: Io): Promise<void> {
  const root = tree();
  const profiles = async () => (await import('../config/profiles.ts')).profileNames(io);
  const aliases = async () => [...(await import('../config/aliases.ts')).readAliases(io).keys()];
  // Without what the user added, the commands of the program can still be completed.
  const added = () => addedNames(io).catch(() => []);
  const records: Surroundings['records'] = async (resource, given) =>
    (await import('./complete-records.ts')).recordCandidates(io, resource, given);
  const meant = await withoutAlias(root, words, io).catch(() => words);
  await io.stdout.write(await completionLines(meant, root, { profiles, aliases, added, records }));
}

/**
 * One candidate a line, `value` or `value TAB description`, and a last line `:files` when the shell is to complete a
 * file name, else `:nofiles`.
 * @param words what was typed behind the program's name, up to the cursor; the last is the partial word. PowerShell
 *   drops empty arguments, so a space stands for an empty word.
 */
export async function completionLines(
  words: readonly string[],
  root: Command,
  surroundings: Surroundings,
): Promise<string> {
  const asked = [...words.slice(0, -1), words.at(-1)?.trimStart() ?? ''];
  let completion: Completion;
  try {
    completion = await complete(root, GLOBAL_FLAGS, asked, surroundings);
  } catch {
    // A damaged store, for instance. An error would be written across the line that is being typed; the command itself
    // tells it when it runs.
    completion = { candidates: [], files: false };
  }
  const lines = completion.candidates.map(({ value, about }) => (about ? `${value}\t${about}` : value));
  return [...lines.map(safeLine), completion.files ? ':files' : ':nofiles', ''].join('\n');
}

/** A candidate is one line whatever it holds, and nothing in it can steer the terminal. */
const safeLine = (line: string): string => line.replaceAll(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, ' ');
