import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { checkQuery } from '../../../src/output/query.ts';
import { FORMATS } from '../../../src/output/result.ts';
import { printed, VISIT_1, VISIT_20, visits } from './sample.ts';

const both = () => visits([VISIT_1], [VISIT_20]);

describe('checkQuery', () => {
  test('takes JMESPath', async () => {
    await expect(checkQuery("[?status=='scheduled'].{id: id, city: address.city}")).resolves.toBeUndefined();
  });

  test.each(['', '[?', 'a..b', '[].{id}'])('refuses %j', async (expression) => {
    await expect(checkQuery(expression)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('a query', () => {
  test('that selects records leaves them what they are', async () => {
    const io = await printed(both(), { query: "[?status=='canceled']", fields: ['id', 'time', 'duration'] });
    expect(io.out()).toBe(['ID  TIME                    DURATION', '20  2026-06-24 10:30-05:00  2h', ''].join('\n'));
  });

  test.each([
    ['table', ' N  CITY\n 1  Boston\n20  -\n'],
    ['json', '[\n  {"n":1,"city":"Boston"},\n  {"n":20,"city":null}\n]\n'],
    ['ndjson', '{"n":1,"city":"Boston"}\n{"n":20,"city":null}\n'],
    ['csv', 'n,city\n1,Boston\n20,\n'],
  ] as const)('that makes new objects gives them as %s', async (format, expected) => {
    const io = await printed(both(), { format, query: '[].{n: id, city: address.city}' });
    expect(io.out()).toBe(expected);
  });

  test.each([
    ['table', 'scheduled\ncanceled\n'],
    ['json', '[\n  "scheduled",\n  "canceled"\n]\n'],
    ['ndjson', '"scheduled"\n"canceled"\n'],
    ['csv', 'value\nscheduled\ncanceled\n'],
  ] as const)('that makes single values gives them as %s', async (format, expected) => {
    const io = await printed(both(), { format, query: '[].status' });
    expect(io.out()).toBe(expected);
  });

  test.each([
    ['table', '1  Boston\n20  -\n'],
    ['ndjson', '[1,"Boston"]\n[20,null]\n'],
    ['csv', '1,Boston\n20,\n'],
  ] as const)('that makes rows gives them as %s', async (format, expected) => {
    const io = await printed(both(), { format, query: '[].[id, address.city]' });
    expect(io.out()).toBe(expected);
  });

  test('can be answered with one number', async () => {
    for (const format of ['table', 'json', 'ndjson'] as const) {
      expect((await printed(both(), { format, query: 'length(@)' })).out()).toBe('2\n');
    }
    expect((await printed(both(), { format: 'csv', query: 'length(@)' })).out()).toBe('value\n2\n');
  });

  test('works on one record', async () => {
    const io = await printed({ kind: 'record', record: VISIT_1 }, { format: 'json', query: 'address' });
    expect(io.out()).toBe('{\n  "street_1": "1 Some Pl.",\n  "city": "Boston",\n  "state": "MA"\n}\n');
  });

  test('that finds nothing says so', async () => {
    const io = await printed(both(), { format: 'json', query: '[?id==`99`]' });
    expect(io.out()).toBe('[]\n');
    expect(io.err()).toBe('No visits.\n');
  });

  test('that cannot be applied is wrong usage', async () => {
    for (const format of FORMATS) {
      await expect(printed(both(), { format, query: 'abs([0].status)' })).rejects.toBeInstanceOf(UsageError);
    }
  });

  test('is told from the API text safely', async () => {
    const io = await printed(visits([{ notes: 'a\u001b[2J\nb' }]), { query: '[].notes' }, { columns: 80 });
    expect(io.out()).toBe('a\\u{1b}[2J b\n');
  });
});
