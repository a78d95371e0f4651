import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseDuration, parseTimeout } from '../../../src/input/durations.ts';
import { durationText } from '../../../src/output/times.ts';

describe('a length of time', () => {
  it.each([
    ['5400', 5400],
    ['90m', 5400],
    ['2h', 7200],
    ['1h30m', 5400],
    ['1h 30m', 5400],
    ['45s', 45],
    ['1d', 86_400],
    ['1d2h3m4s', 93_784],
    ['2H', 7200],
    ['0', 0],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', ' ', '-5', '1.5h', '30m1h', '2 hours ago', 'h', '1e3', '5x', '99999999999999', '\u0660', '1h\u0000'])(
    'is refused: %j',
    (text) => {
      expect(() => parseDuration(text)).toThrow(UsageError);
    },
  );

  it('is read back from the table', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (seconds) => parseDuration(durationText(seconds)) === seconds),
    );
  });
});

describe('--timeout', () => {
  it.each([
    ['30s', 30_000],
    ['30', 30_000],
    ['5m', 300_000],
    ['24d', 2_073_600_000],
  ])('%s', (text, ms) => {
    expect(parseTimeout(text)).toBe(ms);
  });

  // A timer of more than 2^31 - 1 milliseconds fires at once.
  it.each(['0', '0s', '-1', 'soon', '25d', ''])('is refused: %j', (text) => {
    expect(() => parseTimeout(text)).toThrow(/^--timeout must be a length of time/);
  });
});
