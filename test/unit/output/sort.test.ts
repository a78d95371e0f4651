import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { FORMATS } from '../../../src/output/result.ts';
import { parseSort, sorted } from '../../../src/output/sort.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { printed, VISIT_1, VISIT_20, VISITS, visits } from './sample.ts';

const order = (text: string, ...records: JsonObject[]) => sorted(records, parseSort(text)).map(({ id }) => id);

describe('parseSort', () => {
  test('takes declared names, nested ones too, and a dash for descending', () => {
    expect(parseSort('-time, address.city', VISITS)).toEqual([
      { path: ['time'], descending: true },
      { path: ['address', 'city'], descending: false },
    ]);
  });

  test.each(['', ',', '-', 'tiem', 'time,nothing'])('refuses %j', (text) => {
    expect(() => parseSort(text, VISITS)).toThrow(UsageError);
  });

  test('says which name was meant', () => {
    expect(() => parseSort('-tiem', VISITS)).toThrow('--sort names the unknown field tiem');
  });
});

describe('the order', () => {
  test('of numbers is numerical', () => {
    expect(order('n', { id: 'a', n: 100 }, { id: 'b', n: 20 }, { id: 'c', n: 3.5 })).toEqual(['c', 'b', 'a']);
  });

  test('of times is that of instants, whatever their offset', () => {
    const records = [
      { id: 'late', t: '2026-11-24T10:00:00-06:00' },
      { id: 'early', t: '2026-11-24T15:30:00Z' },
    ];
    expect(order('t', ...records)).toEqual(['early', 'late']);
  });

  test('of words counts the numbers in them', () => {
    expect(order('w', { id: 1, w: 'A10' }, { id: 2, w: 'a2' }, { id: 3, w: 'A2' })).toEqual([2, 3, 1]);
  });

  test('has what is not there last, in both directions', () => {
    const records = [{ id: 1, n: null }, { id: 2, n: 5 }, { id: 3 }, { id: 4, n: 6 }];
    expect(order('n', ...records)).toEqual([2, 4, 1, 3]);
    expect(order('-n', ...records)).toEqual([4, 2, 1, 3]);
  });

  test('is stable, and a second field decides between equal ones', () => {
    const records = [
      { id: 1, s: 'b', n: 1 },
      { id: 2, s: 'a', n: 2 },
      { id: 3, s: 'b', n: 9 },
      { id: 4, s: 'a', n: 2 },
    ];
    expect(order('s', ...records)).toEqual([2, 4, 1, 3]);
    expect(order('-s', ...records)).toEqual([1, 3, 2, 4]);
    expect(order('s,-n', ...records)).toEqual([2, 4, 3, 1]);
  });
});

describe('a result', () => {
  const sort = parseSort('-id', VISITS);
  const both = () => visits([VISIT_1], [VISIT_20]);

  test.each(FORMATS)('is sorted over all its pages in %s', async (format) => {
    const io = await printed(both(), { format, sort, fields: ['id', 'status'] });
    expect(io.out().indexOf('canceled')).toBeLessThan(io.out().indexOf('scheduled'));
  });

  test('is sorted before a query', async () => {
    const io = await printed(both(), { format: 'json', sort, query: '[0].id' });
    expect(io.out()).toBe('20\n');
  });
});
