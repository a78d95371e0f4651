/** Everything that is wrong with what was typed, told at once. */
import { UsageError } from '../errors.ts';

export class Problems {
  private readonly found: UsageError[] = [];

  add(message: string, hint?: string): void {
    this.found.push(new UsageError(message, { hint }));
  }

  get none(): boolean {
    return this.found.length === 0;
  }

  /** Runs a step; what it finds wrong is kept, and the next one can be looked at. @returns whether nothing was */
  async during(step: () => Promise<void>): Promise<boolean> {
    try {
      await step();
      return true;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.found.push(error);
      return false;
    }
  }

  /** @throws UsageError: the only problem as it is; of several a sentence with all, and a list in `details` */
  raise(): void {
    const [first, ...more] = this.found;
    if (!first) return;
    if (more.length === 0) throw first;
    const messages = this.found.map(({ message }) => message);
    const hint = this.found.find((problem) => problem.hint !== undefined)?.hint;
    throw new UsageError(messages.join('; '), { hint, details: messages });
  }
}

/** Puts the flag's name before what a parser that knows no flags finds wrong. */
export async function naming<T>(flag: string, parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`--${flag}: ${error.message}`, { hint: error.hint });
  }
}
