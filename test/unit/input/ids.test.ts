import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseId, parseUid } from '../../../src/input/ids.ts';

describe('an id', () => {
  it.each([
    ['1', 1],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('%s', (text, id) => {
    expect(parseId(text)).toBe(id);
  });

  it.each(['', '0', '-1', '+1', '1.0', '1e3', '0x10', '007', ' 1', '1\n', '9007199254740992', '٣', 'none', '../2'])(
    'is refused: %j',
    (text) => {
      expect(() => parseId(text)).toThrow(UsageError);
    },
  );

  it('says what is wrong, safely', () => {
    expect(() => parseId('2\u001b[2J')).toThrow("an id must be a positive whole number, not '2\\u{1b}[2J'");
  });
});

describe('a uid', () => {
  it('is as the API gives it', () => {
    expect(parseUid('fe9194b3-3cc2-4862-af52-d8b59f7dd062')).toBe('fe9194b3-3cc2-4862-af52-d8b59f7dd062');
  });

  it.each(['', '.', '..', 'a/b', 'a?b', 'a%2fb', 'a b', 'ü', 'x'.repeat(129), 'a\0'])('is refused: %j', (text) => {
    expect(() => parseUid(text)).toThrow(UsageError);
  });
});
