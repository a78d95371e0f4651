/** Questions to a person. Without one, an error says what to give instead. */
import { Interrupted, UsageError } from '../errors.ts';
import { safeText } from '../output/safe.ts';
import type { Session } from './session.ts';

/**
 * Asks whether to go on with something that cannot be undone.
 * @param consequences found out only when somebody is asked; shown before the question
 * @throws UsageError without --yes where nobody can be asked, or when the answer is no
 */
export async function ask(
  session: Session,
  question: string,
  consequences: () => Promise<readonly string[]>,
): Promise<void> {
  if (session.flags.has('yes')) return;
  if (!session.canAsk) {
    throw new UsageError('this cannot be undone and nobody can be asked', { hint: 'Say --yes to do it.' });
  }
  for (const line of await consequences()) await session.io.stderr.write(`${safeText(line)}\n`);
  const { confirm } = await import('@inquirer/prompts');
  const sure = await answered(confirm({ message: safeText(question), default: false }, streams(session)));
  if (!sure) throw new UsageError('nothing was done');
}

export async function askText(session: Session, message: string): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  return answered(input({ message, required: true }, streams(session)));
}

/** The answer is never shown. */
export async function askSecret(session: Session, message: string): Promise<string> {
  const { password } = await import('@inquirer/prompts');
  return answered(password({ message, mask: true }, streams(session)));
}

/** Prompts go to standard error: standard output is for data. */
const streams = ({ io }: Session) => ({ input: io.stdin, output: io.stderr.stream, signal: io.signal });

async function answered<T>(prompt: Promise<T>): Promise<T> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && /^(ExitPrompt|AbortPrompt)Error$/.test(error.name)) throw new Interrupted('SIGINT');
    throw error;
  }
}
