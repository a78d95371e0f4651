import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/output/result.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { paged, printed, VISIT_1, VISIT_20, VISITS, visits } from './sample.ts';

const undeclared = (...records: JsonObject[]): Result => ({ kind: 'records', pages: paged(records), nouns: 'things' });

describe('a table of records', () => {
  test('has its full width and every line of text where there is no terminal', async () => {
    const io = await printed(visits([VISIT_1, VISIT_20]), {});
    expect(io.out()).toBe(
      [
        'ID  TIME                    DURATION  STATUS     ADDRESS                PAID  NOTES',
        ' 1  2026-11-24 09:30-06:00  1h30m     scheduled  1 Some Pl., Boston MA  yes   Gate code 4711 Beware of the dog',
        '20  2026-06-24 10:30-05:00  2h        canceled   -                      no    -',
        '',
      ].join('\n'),
    );
    expect(io.err()).toBe('');
  });

  test('fits 120 columns, with the first line of text', async () => {
    const io = await printed(visits([VISIT_1, VISIT_20]), {}, { columns: 120 });
    expect(io.out()).toBe(
      [
        'ID  TIME                    DURATION  STATUS     ADDRESS                PAID  NOTES',
        ' 1  2026-11-24 09:30-06:00  1h30m     scheduled  1 Some Pl., Boston MA  yes   Gate code 4711…',
        '20  2026-06-24 10:30-05:00  2h        canceled   -                      no    -',
        '',
      ].join('\n'),
    );
  });

  test('fits 80 columns by shortening the least useful ones', async () => {
    const io = await printed(visits([VISIT_1, VISIT_20]), {}, { columns: 80 });
    expect(io.out()).toBe(
      [
        'ID  TIME                    DURA…  STATUS     ADDRESS             PAID  NOTES',
        ' 1  2026-11-24 09:30-06:00  1h30m  scheduled  1 Some Pl., Bosto…  yes   Gate co…',
        '20  2026-06-24 10:30-05:00  2h     canceled   -                   no    -',
        '',
      ].join('\n'),
    );
  });

  test('fits 60 columns by leaving out those that say nothing at that width', async () => {
    const io = await printed(visits([VISIT_1, VISIT_20]), {}, { columns: 60 });
    expect(io.out()).toBe(
      [
        'ID  TIME                    DURA…  STATUS     ADDRESS   PAID',
        ' 1  2026-11-24 09:30-06:00  1h30m  scheduled  1 Some…   yes',
        '20  2026-06-24 10:30-05:00  2h     canceled   -         no',
        '',
      ].join('\n'),
    );
  });

  test('shows chosen fields, nested ones too, in the order chosen', async () => {
    const io = await printed(visits([VISIT_1, VISIT_20]), { fields: ['address.city', 'id', 'external_ids'] });
    expect(io.out()).toBe(
      ['ADDRESS.CITY  ID  EXTERNAL_IDS', 'Boston         1  A-1, A-2', '-             20  -', ''].join('\n'),
    );
  });

  test('leaves out no chosen field however narrow the terminal', async () => {
    const io = await printed(visits([VISIT_1]), { fields: ['notes', 'paid', 'time'] }, { columns: 20 });
    expect(io.out()).toBe(['NOTES     PAID  TIME', 'Gate co…  yes   2026-11-24 09:30-06:00', ''].join('\n'));
  });

  test('shows what records without a declaration hold', async () => {
    const io = await printed(undeclared({ name: 'a', rating: 5 }, { name: 'b', rating: 10, seen: true }), {});
    expect(io.out()).toBe(['NAME  RATING  SEEN', 'a          5  -', 'b         10  yes', ''].join('\n'));
  });

  test('takes its widths from the first page and brings later rows back in line', async () => {
    const wide: JsonObject = { name: 'longer than before', rating: 1, seen: false };
    const result: Result = {
      kind: 'records',
      pages: paged([{ name: 'abcdef', rating: 500, seen: true }], [wide]),
      nouns: 'x',
    };
    const io = await printed(result, {});
    expect(io.out()).toBe(['NAME    RATING  SEEN', 'abcdef     500  yes', 'longer than before  1  no', ''].join('\n'));
  });

  test('shortens later text at a terminal, never a number', async () => {
    const result: Result = {
      kind: 'records',
      pages: paged([{ id: 1, name: 'abcdefgh' }], [{ id: 12345, name: 'abcdefghijklm' }]),
      nouns: 'x',
    };
    const io = await printed(result, {}, { columns: 14 });
    expect(io.out()).toBe(['ID  NAME', ' 1  abcdefgh', '12345  abcdef…', ''].join('\n'));
  });

  test('counts wide characters as the terminal draws them', async () => {
    const io = await printed(undeclared({ name: '東京', n: 1 }, { name: 'abc', n: 2 }), {});
    expect(io.out()).toBe(['NAME  N', '東京  1', 'abc   2', ''].join('\n'));
  });

  test('cuts wide characters whole', async () => {
    const io = await printed(undeclared({ name: '東京東京東京東京' }), {}, { columns: 10 });
    expect(io.out()).toBe(['NAME', '東京東京…', ''].join('\n'));
  });

  test('colours words by meaning, dims what is missing, and says the same without colour', async () => {
    const fields = ['id', 'status', 'notes'];
    const io = await printed(visits([VISIT_1, VISIT_20]), { fields, color: true }, { columns: 80 });
    expect(io.out()).toBe(
      [
        '\u001b[1mID  STATUS     NOTES\u001b[22m',
        ' 1  \u001b[36mscheduled\u001b[39m  Gate code 4711…',
        '20  \u001b[31mcanceled\u001b[39m   \u001b[2m-\u001b[22m',
        '',
      ].join('\n'),
    );
  });

  test('passes on nothing that acts on a terminal, in values or names', async () => {
    const record = { 'na\u001b[2Jme': 'a\u001b]0;title\u0007b\rc\u202ed\u009be\u200b', n: 1 };
    const io = await printed(undeclared(record), {}, { columns: 120 });
    expect(io.out()).toBe(
      [
        'NA\\U{1B}[2JME                                        N',
        'a\\u{1b}]0;title\\u{7}b\\u{d}c\\u{202e}d\\u{9b}e\\u{200b}  1',
        '',
      ].join('\n'),
    );
  });

  test('keeps a hostile time from pushing the other columns away', async () => {
    const io = await printed(visits([{ id: 7, time: 'x'.repeat(200), status: 'scheduled' }]), {}, { columns: 60 });
    const [header = '', row = ''] = io.out().split('\n');
    expect(header.startsWith('ID  TIME')).toBe(true);
    expect(header).toContain('STATUS');
    expect(row.length).toBeLessThanOrEqual(60);
  });
});

describe('a table of one record', () => {
  test('has a line for each property that is there, nested ones by their path', async () => {
    const io = await printed({ kind: 'record', record: { extra: 1, ...VISIT_1, paid: null }, fields: VISITS }, {});
    expect(io.out()).toBe(
      [
        'id                1',
        'time              2026-11-24 09:30-06:00',
        'duration          1h30m',
        'status            scheduled',
        'address.street_1  1 Some Pl.',
        'address.city      Boston',
        'address.state     MA',
        'paid              -',
        'notes             Gate code 4711',
        '                  Beware of the dog',
        'external_ids      A-1, A-2',
        'extra             1',
        '',
      ].join('\n'),
    );
  });

  test('wraps long text, and breaks words that are wider than the terminal', async () => {
    const record = {
      id: 1,
      note: 'The quick brown fox jumps over the dog',
      uid: 'abcdefghijklmnopqrstuvwxyz0123456789',
    };
    const io = await printed({ kind: 'record', record }, {}, { columns: 30 });
    expect(io.out()).toBe(
      [
        'id    1',
        'note  The quick brown fox',
        '      jumps over the dog',
        'uid   abcdefghijklmnopqrstuvwx',
        '      yz0123456789',
        '',
      ].join('\n'),
    );
  });

  test('gives each object of an array a line', async () => {
    const record = {
      phone_numbers: [{ number: '+15551234567', primary: true, type: 'mobile' }, { number: '+15559876543' }],
    };
    const io = await printed({ kind: 'record', record }, {});
    expect(io.out()).toBe('phone_numbers  +15551234567, mobile\n               +15559876543\n');
  });

  test('shows the chosen fields in the order chosen', async () => {
    const io = await printed({ kind: 'record', record: VISIT_1 }, { fields: ['status', 'id'] });
    expect(io.out()).toBe('status  scheduled\nid      1\n');
  });
});
