import { describe, expect, test } from 'vitest';
import { durationText, localTimes } from '../../../src/output/times.ts';

describe('localTimes', () => {
  test.each([
    ['America/Chicago', '2026-11-24T15:30:00Z', '2026-11-24 09:30-06:00'],
    ['America/Chicago', '2026-06-24T15:30:00.123Z', '2026-06-24 10:30-05:00'],
    ['America/Chicago', '2026-01-01T00:30:00+02:00', '2025-12-31 16:30-06:00'],
    ['America/St_Johns', '2026-01-01T12:00:00Z', '2026-01-01 08:30-03:30'],
    ['Asia/Kathmandu', '2026-01-01T20:00:00Z', '2026-01-02 01:45+05:45'],
    ['UTC', '2026-01-01T20:00:00Z', '2026-01-01 20:00+00:00'],
  ])('in %s shows %s with its offset', (zone, timestamp, expected) => {
    expect(localTimes(zone)(timestamp)).toBe(expected);
  });

  test('changes the offset at the minute at which the clocks change', () => {
    const show = localTimes('America/Chicago');
    expect(show('2026-03-08T07:59:59Z')).toBe('2026-03-08 01:59-06:00');
    expect(show('2026-03-08T08:00:00Z')).toBe('2026-03-08 03:00-05:00');
    expect(show('2026-11-01T06:30:00Z')).toBe('2026-11-01 01:30-05:00');
    expect(show('2026-11-01T07:30:00Z')).toBe('2026-11-01 01:30-06:00');
  });

  test.each(['', 'soon', '2026-11-24', '2026-11-24T15:30:00', '2026-99-24T15:30:00Z'])('leaves %j', (text) => {
    expect(localTimes('America/Chicago')(text)).toBe(text);
  });

  test('takes the zone of the system where none is given', () => {
    const at = new Date(2026, 5, 24, 10, 30);
    expect(localTimes(undefined)(at.toISOString())).toMatch(/^2026-06-24 10:30[+-]\d\d:\d\d$/);
  });
});

test.each([
  [0, '0s'],
  [45, '45s'],
  [90, '1m30s'],
  [5400, '1h30m'],
  [7200, '2h'],
  [93_600, '26h'],
  [-1, '-1'],
  [1.5, '1.5'],
])('durationText(%d) is %s', (seconds, expected) => {
  expect(durationText(seconds)).toBe(expected);
});
