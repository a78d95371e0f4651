/** Ranges of time as flags give them: one that ends before it begins is a slip, not a question. */
import { UsageError } from '../errors.ts';
import type { Predicate } from '../spec/field.ts';
import { type Clock, understood } from './times.ts';

/** One side of a range. */
export interface Limit {
  readonly flag: string;
  readonly predicate: Predicate;
  /** UTC. */
  readonly time: string;
}

/** @throws UsageError for a range in which no time can be: its list would be empty without a word */
export async function refuseEmpty(limits: readonly Limit[], clock: Clock): Promise<void> {
  const moment = ({ time }: Limit) => Date.parse(time);
  const lower = limits.filter(({ predicate }) => predicate === 'gteq' || predicate === 'gt');
  const upper = limits.filter(({ predicate }) => predicate === 'lt' || predicate === 'lteq');
  for (const begin of lower) {
    for (const end of upper) {
      const isMoment = begin.predicate === 'gteq' && end.predicate === 'lteq' && moment(begin) === moment(end);
      if (moment(begin) < moment(end) || isMoment) continue;
      const [from, until] = [await understood(begin.time, clock), await understood(end.time, clock)];
      throw new UsageError(`--${end.flag} is ${until}, which is not after --${begin.flag}, ${from}`, {
        hint: 'Swap them, or say the day with the hour, as in "tomorrow 8am".',
      });
    }
  }
}
