import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/output/result.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { paged, printed, VISIT_1, VISIT_20, visits } from './sample.ts';

const HEADER = 'id,time,duration,status,address.street_1,address.city,address.state,paid,notes,external_ids';

const things = (...records: JsonObject[]): Result => ({ kind: 'records', pages: paged(records), nouns: 'things' });

/** RFC 4180 by its grammar, independent of what writes it: rows of cells. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
          if (at >= text.length) throw new Error('a quoted cell does not end');
          cell += text[at];
          if (text[at] === '"') at++;
        }
        at++;
      } else {
        for (; at < text.length && text[at] !== ',' && text[at] !== '\n'; at++) {
          if (text[at] === '"' || text[at] === '\r') throw new Error(`unquoted ${JSON.stringify(text[at])}`);
          cell += text[at];
        }
      }
      row.push(cell);
      if (text[at++] !== ',') break;
    }
    rows.push(row);
  }
  return rows;
}

describe('csv', () => {
  test('flattens nested values, gives arrays as JSON, and has every declared column', async () => {
    const io = await printed(visits([VISIT_1], [VISIT_20]), { format: 'csv' });
    expect(io.out()).toBe(
      [
        HEADER,
        '1,2026-11-24T15:30:00Z,5400,scheduled,1 Some Pl.,Boston,MA,true,"Gate code 4711',
        'Beware of the dog","[""A-1"",""A-2""]"',
        '20,2026-06-24T15:30:00Z,7200,canceled,,,,false,,[]',
        '',
      ].join('\n'),
    );
  });

  test('appends what the first page holds beyond the declaration', async () => {
    const io = await printed(visits([{ id: 1, address: { city: 'X', timezone: 'UTC' }, extra: { a: 1 } }]), {
      format: 'csv',
    });
    expect(io.out()).toBe(`${HEADER},address.timezone,extra.a\n1,,,,,X,,,,,UTC,1\n`);
  });

  test('takes its columns from the first page where nothing is declared', async () => {
    const io = await printed(things({ b: 1, a: { c: null } }, { d: 'x', b: 2 }), { format: 'csv' });
    expect(io.out()).toBe('b,a.c,d\n1,,\n2,,x\n');
  });

  test('has the chosen columns in the order chosen, an object as all of its own', async () => {
    const io = await printed(visits([VISIT_1]), { format: 'csv', fields: ['address', 'id'] });
    expect(io.out()).toBe('address.street_1,address.city,address.state,id\n1 Some Pl.,Boston,MA,1\n');
  });

  test('is a header and a row for one record', async () => {
    const io = await printed({ kind: 'record', record: { id: 1, a: { b: 2 } } }, { format: 'csv' });
    expect(io.out()).toBe('id,a.b\n1,2\n');
  });

  test('keeps a row whose only cell is empty', async () => {
    const io = await printed(visits([{ id: null }, { id: 2 }]), { format: 'csv', fields: ['id'] });
    expect(io.out()).toBe('id\n""\n2\n');
  });

  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['+SUM(A1)', "'+SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['\uff0b1+1', "'\uff0b1+1"],
    ['\uff0d1+1', "'\uff0d1+1"],
    ['\uff20x', "'\uff20x"],
    ['+15551234567;=1', "'+15551234567;=1"],
  ])('neutralises the formula-like %j', async (cell, expected) => {
    const io = await printed(things({ id: 1, name: cell }), { format: 'csv' });
    expect(parsed(io.out())[1]).toEqual(['1', expected]);
    const raw = await printed(things({ id: 1, name: cell }), { format: 'csv', csvRaw: true });
    expect(parsed(raw.out())[1]).toEqual(['1', cell]);
  });

  test.each(['-5', '+3.2', '-1.5e-7', '+15551234567', '+1 (555) 123-4567', 'a=b', 'x@example.com'])(
    'leaves %s as it is',
    async (cell) => {
      const io = await printed(things({ id: 1, name: cell }, { id: -2, name: '' }), { format: 'csv' });
      expect(io.out()).toBe(`id,name\n1,${cell}\n-2,\n`);
    },
  );

  test('neutralises names that nobody declared, too', async () => {
    const io = await printed(things({ '=1+1': 'x' }), { format: 'csv' });
    expect(io.out()).toBe("'=1+1\nx\n");
  });

  test('is exact in a file and harmless at a terminal', async () => {
    const record = { id: 1, name: 'a\u001b[2Jb' };
    expect((await printed(things(record), { format: 'csv' })).out()).toBe('id,name\n1,a\u001b[2Jb\n');
    expect((await printed(things(record), { format: 'csv' }, { columns: 80 })).out()).toBe('id,name\n1,a\\u{1b}[2Jb\n');
  });

  test('takes a number that is too large for one as what it looks like', async () => {
    const io = await printed(visits([JSON.parse('{"id":-1e400}'), { id: -1e21 }]), { format: 'csv', fields: ['id'] });
    expect(io.out()).toBe("id\n'-Infinity\n-1e+21\n");
  });

  test('gives back any text', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\t', ' ', '=', 'é', '東', "'") });
    const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const records = cells.map(([a, b]) => ({ a, b }));
        const io = await printed(things(...records), { format: 'csv', csvRaw: true });
        expect(parsed(io.out())).toEqual([['a', 'b'], ...cells]);
      }),
      { numRuns: 200 },
    );
  });
});
