import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLines } from '../../../src/output/plain-rows.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { printed, VISIT_1, visits } from './sample.ts';

/** Visits whose values are ASCII, or not there, or not what was declared. */
const words = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '-', '.', '~'), maxLength: 30 });
const visit = fc.record(
  {
    id: fc.oneof(fc.nat(), fc.constant(-5), words),
    time: fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
      words,
    ),
    duration: fc.oneof(fc.nat(100_000), fc.constant(null)),
    status: fc.constantFrom('scheduled', 'canceled', 'of another kind', null),
    address: fc.oneof(fc.record({ street_1: words, city: words, state: words }), fc.constant(null)),
    paid: fc.oneof(fc.boolean(), fc.constant(null)),
    notes: fc.oneof(words, fc.constant(null), fc.array(words, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

test('rows of plain text are as they would be beside a row that is not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(visit as fc.Arbitrary<JsonObject>, { minLength: 1, maxLength: 5 }), async (records) => {
      const plain = await printed(visits([VISIT_1], records), {});
      const mixed = await printed(visits([VISIT_1], [...records, { notes: 'é' }]), {});
      expect(plain.out().split('\n')).toEqual(mixed.out().split('\n').toSpliced(-2, 1));
    }),
    { numRuns: 300 },
  );
});

test('gives lines for plain text alone', () => {
  const column = { path: ['id'], field: undefined, title: 'ID', usefulness: 1, numeric: true, whole: true } as const;
  const placed = [{ ...column, start: 0, width: 3, digits: 0, says: true }];
  const clock = (timestamp: string) => timestamp;
  expect(plainLines([{ id: 7 }, { id: 'ab' }], placed, clock)).toBe('  7\n ab\n');
  expect(plainLines([{ id: 7 }, { id: 'é' }], placed, clock)).toBeUndefined();
});

test('a first column that is empty keeps the gap to the second', async () => {
  const options = { fields: ['notes', 'id'] };
  const pages = [[{ id: 1, notes: 'a' }], [{ id: 1_234_567_890, notes: '' }]];
  const io = await printed(visits(...pages), options);
  expect(io.out().split('\n')[2]).toBe('  1234567890');
});

test.each(['two\nlines', '\u001b[31m', 'é', '東京'])(
  'a row that holds %j is shown as on the first page',
  async (notes) => {
    const first = await printed(visits([VISIT_1, { id: 7, notes }]), {});
    const second = await printed(visits([VISIT_1], [{ id: 7, notes }]), {});
    expect(second.out()).toBe(first.out());
  },
);
