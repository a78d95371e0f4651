/** Questions to a person. Without one, an error says what to give instead. */
import { Declined, Interrupted, UsageError } from '../errors.ts';
import { safeText } from '../output/safe.ts';
import type { Session } from './session.ts';

/**
 * Asks whether to go on with something that cannot be undone.
 * @param consequences found out only when somebody is asked; shown before the question
 * @throws UsageError without --yes where nobody can be asked; Declined when the answer is no
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
  if (!sure) throw new Declined();
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

/** A text that passes the check, which says what is wrong with others. */
export async function askUntilValid(
  session: Session,
  message: string,
  problem: (text: string) => Promise<string | undefined>,
): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  const validate = async (text: string) => (await problem(text)) ?? true;
  return answered(input({ message: `${message}:`, validate }, streams(session)));
}

export async function askOneOf(session: Session, message: string, choices: readonly string[]): Promise<string> {
  const { select } = await import('@inquirer/prompts');
  return answered(select({ message: `${message}:`, choices }, streams(session)));
}

/** At least one of them. */
export async function askSeveralOf(session: Session, message: string, choices: readonly string[]): Promise<string[]> {
  const { checkbox } = await import('@inquirer/prompts');
  return answered(checkbox({ message: `${message}:`, choices, required: true }, streams(session)));
}

/** @returns false for an answer that is only the enter key */
export async function askWhether(session: Session, message: string): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  return answered(confirm({ message, default: false }, streams(session)));
}

/** A record that can be picked; its name is safe for a terminal. */
export interface Choosable {
  readonly id: number;
  readonly name: string;
}

/** One of the records, found by a part of its name or number, or whatever else can name one. */
export async function askRecord(
  session: Session,
  message: string,
  records: readonly Choosable[],
  isRecord: (term: string) => boolean,
): Promise<string> {
  const { search } = await import('@inquirer/prompts');
  const choices = records.map(({ id, name }) => ({ value: String(id), name: `${id}  ${name}` }));
  const source = (term = '') => {
    const words = term.toLowerCase().split(' ');
    const found = choices.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
    const isTyped = isRecord(term) && !choices.some(({ value }) => value === term);
    return isTyped ? [...found, { value: term, name: term }] : found;
  };
  const keysHelpTip = (keys: [key: string, does: string][]) =>
    ['type to search', ...keys.map(([key, does]) => `${key} ${does}`)].join(' • ');
  const theme = { style: { keysHelpTip } };
  return answered(search({ message: `${message}:`, source, theme }, streams(session)));
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
