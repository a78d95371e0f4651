/** Counts that are typed after a flag. */
import { UsageError } from '../errors.ts';
import { quote } from './quote.ts';

/** A whole number from `least` on. @throws UsageError naming the flag */
export function parseCount(text: string | undefined, flag: string, least: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`${flag} must be a whole number from ${least} on, not ${quote(text)}`);
}
