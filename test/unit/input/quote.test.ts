import { expect, it } from 'vitest';
import { quote } from '../../../src/input/quote.ts';

it.each([
  ['plain', "'plain'"],
  ['Zoë 😀', "'Zoë 😀'"],
  ['a\tb\n', "'a\\u{9}b\\u{a}'"],
  ['\u009b31m', "'\\u{9b}31m'"],
  ['a\u202eb\u2028', "'a\\u{202e}b\\u{2028}'"],
  ['\ud800', "'\\u{d800}'"],
  ['x'.repeat(60), `'${'x'.repeat(60)}'`],
  ['x'.repeat(61), `'${'x'.repeat(60)}…'`],
  ['😀'.repeat(1000), `'${'😀'.repeat(60)}…'`],
])('%j is repeated as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});
