import { describe, expect, it } from 'vitest';
import { WORDS } from '../../../src/cli/complete-words.ts';
import { parseDate, parseTime } from '../../../src/input/times.ts';

// A Tuesday.
const clock = { zone: 'America/Chicago', now: Date.parse('2026-11-24T15:00:00Z') };

describe('words for times', () => {
  it.each(WORDS.time)('$value is one', async ({ value }) => {
    expect(await parseTime(value, clock)).toMatch(/^2026-11-(2\d|30)T/);
  });

  it.each(WORDS.day)('$value is a day', async ({ value }) => {
    expect(await parseDate(value, clock)).toMatch(/^2026-11-(2\d|30)$/);
  });
});
