/**
 * From words to an exit code. The only catch-all, and the only place that knows exit codes.
 */

import { tree } from './cli/build.ts';
import type { Command } from './cli/command.ts';
import { GLOBAL_FLAGS } from './cli/globals.ts';
import { helpText } from './cli/help.ts';
import { route, scan } from './cli/route.ts';
import { screenFor } from './cli/screen.ts';
import { isPlain, usesColor, wantsJson, wantsNames } from './cli/terminal.ts';
import { topicText } from './cli/topics.ts';
import { DispatchError, ExtensionEnded, Interrupted, ReaderGone, UsageError } from './errors.ts';
import { quote } from './input/quote.ts';
import type { Io } from './io.ts';
import type { Result } from './output/result.ts';
import { VERSION } from './version.ts';

/** Milliseconds that an interrupted command has to tidy up. */
const GRACE = 1_000;

/** Runs the program. Everything written has left the process when it resolves; it never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    await run(argv, io);
    await io.stdout.flush();
    return 0;
  } catch (error) {
    return await report(error, argv, io);
  }
}

async function run(argv: readonly string[], io: Io): Promise<void> {
  if (argv[0] === '--version' || argv[0] === '-V') return io.stdout.write(`${VERSION}\n`);
  if (argv[0] === '__complete') {
    const { answerCompletion } = await import('./cli/answer-completion.ts');
    return answerCompletion(argv.slice(1), io);
  }
  const root = tree();
  const { command, path, rest } = route(root, GLOBAL_FLAGS, argv);
  const typed = scan(rest, [...(command.flags?.() ?? []), ...GLOBAL_FLAGS]);
  if (command === root && typed.args[0] === 'help') return help(root, rest.slice(rest.indexOf('help') + 1), io);
  if (command === root && typed.args[0] !== undefined) return runAdded(root, typed.args[0], rest, io);
  if (typed.flags.has('help')) return help(root, path, io);
  if (command.run) return runCommand(command, path, rest, io);
  if (typed.args.length > 0) throw await unknownCommand(command, path, typed.args[0] ?? '');
  if (typed.unknown[0] !== undefined) throw unknownFlag(path, typed.unknown[0]);
  return help(root, path, io);
}

/** An alias or an extension: what the program has itself never gets here. */
async function runAdded(root: Command, name: string, words: readonly string[], io: Io): Promise<void> {
  const { added } = await import('./cli/added.ts');
  const found = await added(words, io);
  if (found?.kind === 'extension') return found.run();
  // What an alias begins with was a command when it was set.
  if (found && route(root, GLOBAL_FLAGS, found.words).path.length > 0) return run(found.words, io);
  // `list appointments` says all there is to say, the other way round.
  const { path } = route(root, GLOBAL_FLAGS, scan(words, GLOBAL_FLAGS).args.slice(0, 2).reverse());
  throw await unknownCommand(root, [], name, path.length > 1 ? path.join(' ') : undefined);
}

/** Help costs no parser and no session. */
async function help(root: Command, words: readonly string[], io: Io): Promise<void> {
  const { command, path, rest } = route(root, GLOBAL_FLAGS, words);
  const { args, flags } = scan(rest, GLOBAL_FLAGS);
  const [unknown] = args;
  const options = { columns: io.stdout.columns, color: usesColor(io) };
  const topic = command === root && unknown !== undefined ? topicText(unknown, options) : undefined;
  if (topic === undefined && unknown !== undefined) throw await unknownCommand(command, path, unknown);
  await paged(topic ?? helpText(path, command, root, options), flags, io);
}

/** Help is read from its beginning. */
async function paged(text: string, flags: ReadonlySet<string>, io: Io): Promise<void> {
  if (!io.stdout.isTerminal) return io.stdout.write(text);
  const screen = await screenFor(io, flags);
  screen.page();
  try {
    await screen.io.stdout.write(text);
  } finally {
    await screen.close();
  }
}

function unknownFlag(path: readonly string[], word: string): UsageError {
  return new UsageError(`unknown option ${quote(word)}`, { hint: `See: ${['dispatch', ...path, '--help'].join(' ')}` });
}

async function unknownCommand(
  command: Command,
  path: readonly string[],
  word: string,
  meant?: string,
): Promise<UsageError> {
  const { commandMeant } = await import('./cli/synonyms.ts');
  const names = (command.commands?.() ?? []).map(({ name }) => name);
  const guess = meant ?? commandMeant(word, names);
  return new UsageError(`unknown command ${quote(word)}${guess ? `; did you mean ${guess}?` : ''}`, {
    hint: `See: ${['dispatch', ...path, '--help'].join(' ')}`,
  });
}

async function runCommand(command: Command, path: readonly string[], rest: readonly string[], io: Io): Promise<void> {
  const [{ parse }, { openSession }] = await Promise.all([import('./cli/parse.ts'), import('./cli/session.ts')]);
  const { args, flags } = await parse(command, path, rest);
  if (flags.has('version')) return io.stdout.write(`${VERSION}\n`);
  const screen = await screenFor(io, flags);
  const session = openSession(flags, screen.io);
  try {
    await untilInterrupted(io.signal, async () => {
      // What is asked of the output is checked before anything is sent.
      const printing = command.showsItself ? undefined : await session.printing(command.fields);
      const result = await command.run?.({ session, args, flags });
      if (!result || !printing || result.kind === 'nothing') return;
      const { print } = await import('./output/print.ts');
      const isNamed = printing.format === 'table' && !session.dryRun && wantsNames(session.io, flags);
      const names = isNamed ? (await import('./cli/names.ts')).namesFor(session) : undefined;
      if (canBePaged(result)) screen.page();
      await print(result, { ...printing, names }, screen.io);
    });
  } catch (error) {
    const { keepFailure } = await import('./cli/doctor/failure.ts');
    await keepFailure(error, path, session);
    throw error;
  } finally {
    await session.close().finally(() => screen.close());
  }
}

/** What is raw may be endless, or no text. What is being done is shown as it comes: quitting a pager must not end it. */
const canBePaged = (result: Result): boolean =>
  result.kind === 'record' ||
  (result.kind === 'records' && !result.acts) ||
  (result.kind === 'raw' && result.paged === true);

/** The work, or the interruption when it does not end by itself soon after one. */
async function untilInterrupted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      timer = setTimeout(() => reject(signal.reason), GRACE);
    });
  });
  try {
    await Promise.race([work(), interrupted]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Says what went wrong and gives the exit code for it. */
export async function report(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  if (error instanceof ReaderGone) return 0;
  if (error instanceof ExtensionEnded) return error.exitCode;
  // Whoever stopped the command knows that it was stopped.
  if (error instanceof Interrupted && io.stderr.isTerminal) return error.exitCode;
  const exitCode = error instanceof DispatchError ? error.exitCode : 1;
  try {
    const { formatError } = await import('./output/errors.ts');
    const debug = argv.includes('--debug') || Boolean(io.env['DISPATCH_DEBUG']);
    const ascii = isPlain(io, { has: (name) => argv.includes(`--${name}`) });
    await io.stderr.write(formatError(error, { json: wantsJson(argv, io.env), color: usesColor(io), debug, ascii }));
    await io.stderr.flush();
    // What was printed before the error still has to leave the process.
    await io.stdout.flush();
  } catch {
    // Nobody is left to tell: the exit code is all there is.
  }
  return exitCode;
}
