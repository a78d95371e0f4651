import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText, oneLine, safeText } from '../../../src/output/safe.ts';

/** No C0 but line feed and tab, no DEL, no C1, no bidi control. */
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('safeText', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['\u009b2J', '\\u{9b}2J'],
    ['a\rb', 'a\\u{d}b'],
    ['\u0007\u0000\u007f', '\\u{7}\\u{0}\\u{7f}'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['pay\u200bpal\u200d\ufeff', 'pay\\u{200b}pal\\u{200d}\\u{feff}'],
    ['\ud83d alone \udc00', '\\u{d83d} alone \\u{dc00}'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('spells out %j', (text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  test.each(['plain', 'two\nlines\tand a tab', 'Zoë, 東京, שלום', '👩\u200d🔧 ❤\ufe0f 👍🏽', '1 Some Pl.\u00a0Boston'])(
    'leaves %j',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );

  test('takes CR LF for a line end', () => {
    expect(safeText('a\r\nb')).toBe('a\nb');
  });

  test('lets nothing through that acts on a terminal', () => {
    const texts = fc.string({ unit: fc.oneof(fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n))) });
    fc.assert(fc.property(texts, (text) => !ACTS.test(safeText(text))));
  });
});

describe('oneLine', () => {
  test('puts lines after each other', () => {
    expect(oneLine('a\r\n  b\n\nc\td\n')).toBe('a b c d');
    expect(oneLine('a\u001b\nb')).toBe('a\\u{1b} b');
  });
});

describe('jsonText', () => {
  test('escapes by UTF-16 units, so that any parser reads it', () => {
    expect(jsonText({ a: '\u202e\u{e0041}\u009b' })).toBe('{"a":"\\u202e\\udb40\\udc41\\u009b"}');
  });

  test('parses to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no zero below zero.
        expect(JSON.parse(jsonText(value, 2))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
