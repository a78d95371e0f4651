/** Words for times and days, out of those that are understood where they are typed. */
import type { Candidate } from './complete.ts';

const DAYS: readonly Candidate[] = [
  { value: 'today', about: 'this day' },
  { value: 'tomorrow', about: 'the day after' },
  { value: 'yesterday', about: 'the day before' },
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((value) => ({
    value,
    about: 'the next one, today included',
  })),
];

/** Among many more that can be typed. */
export const WORDS: Readonly<Record<'time' | 'day', readonly Candidate[]>> = {
  day: DAYS,
  time: [
    { value: 'now', about: 'this moment' },
    { value: '+30m', about: 'in half an hour' },
    { value: '+1h', about: 'in an hour' },
    { value: '+2h', about: 'in two hours' },
    { value: 'tomorrow 9am', about: 'at nine in the morning' },
    ...DAYS.map(({ value }) => ({ value, about: `the start of ${value}` })),
  ],
};
