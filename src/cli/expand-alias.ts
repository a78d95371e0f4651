/** What an alias stands for. */
import { UsageError } from '../errors.ts';
import { splitWords } from '../input/shell.ts';

/**
 * The words of the command that an alias stands for.
 * @param args what was typed behind the name
 * @throws UsageError when it needs more words than there are
 */
export function expandAlias(name: string, expansion: string, args: readonly string[]): string[] {
  const used = new Set<number>();
  const fill = (word: string) =>
    word.replace(/\$([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const value = args[index];
      if (value === undefined) {
        throw new UsageError(`dispatch ${name} needs ${digit} or more words behind it`, {
          hint: `It stands for: dispatch ${expansion}`,
        });
      }
      used.add(index);
      return value;
    });
  const words = splitWords(expansion).map(fill);
  return [...words, ...args.filter((_, index) => !used.has(index))];
}
