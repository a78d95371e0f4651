import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationText, localTimes } from '../../../src/output/times.ts';

/** The same by what Intl says of every part. */
function sameByIntl(zone: string): (at: Date) => string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...options });
  const offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const ahead = /GMT(.*)$/.exec(offset.format(at))?.[1] || '+00:00';
    return `${clock.format(at)}${ahead}`;
  };
}

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

  test('agrees with Intl at any time in any zone', () => {
    const zones = ['UTC', 'America/Chicago', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Europe/London'];
    const shows = zones.map((zone) => [localTimes(zone), sameByIntl(zone)] as const);
    const times = fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2037-12-31') });
    fc.assert(
      fc.property(fc.constantFrom(...shows), times, fc.boolean(), ([show, byIntl], at, short) => {
        const text = short ? `${at.toISOString().slice(0, 19)}Z` : at.toISOString();
        expect(show(text)).toBe(byIntl(at));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['2026-02-31T10:00:00Z', '2026-11-24T24:30:00Z', '2026-11-24T10:60:00Z', '2026-13-01T10:00:00Z'])(
    'shows %s, which does not exist, as Date reads it or as it is',
    (text) => {
      const at = Date.parse(text);
      expect(localTimes('UTC')(text)).toBe(Number.isNaN(at) ? text : sameByIntl('UTC')(new Date(at)));
    },
  );

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
