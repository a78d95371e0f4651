/** Records and helpers that the tests of the output share. */
import { type PrintOptions, print } from '../../../src/output/print.ts';
import type { Result } from '../../../src/output/result.ts';
import type { Fields } from '../../../src/spec/field.ts';
import { array, boolean, duration, enumeration, id, object, string, text, time } from '../../../src/spec/field.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { type MemoryIo, type MemoryIoOptions, memoryIo } from '../../helpers/io.ts';

/** A declaration with every kind of value that is shown in a way of its own. */
export const VISITS: Fields = {
  id: id('Number', { column: 1 }),
  time: time('When', { column: 1 }),
  duration: duration('How long', { column: 3 }),
  status: enumeration(['scheduled', 'canceled'], 'Where it stands', { column: 1 }),
  address: object('Where', { street_1: string('Street'), city: string('City'), state: string('State') }, { column: 2 }),
  paid: boolean('Paid', { column: 3 }),
  notes: text('Notes', { column: 3 }),
  external_ids: array(string('An id'), 'Ids elsewhere'),
};

export const VISIT_1: JsonObject = {
  id: 1,
  time: '2026-11-24T15:30:00Z',
  duration: 5400,
  status: 'scheduled',
  address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA' },
  paid: true,
  notes: 'Gate code 4711\nBeware of the dog',
  external_ids: ['A-1', 'A-2'],
};

export const VISIT_20: JsonObject = {
  id: 20,
  time: '2026-06-24T15:30:00Z',
  duration: 7200,
  status: 'canceled',
  address: null,
  paid: false,
  notes: null,
  external_ids: [],
};

/** Pages of records, as the API layer yields them. */
export async function* paged(...pages: readonly (readonly JsonObject[])[]): AsyncGenerator<readonly JsonObject[]> {
  yield* pages;
}

export const visits = (...pages: readonly (readonly JsonObject[])[]): Result => ({
  kind: 'records',
  pages: paged(...pages),
  fields: VISITS,
  nouns: 'visits',
});

const PLAIN: PrintOptions = {
  format: 'table',
  csvRaw: false,
  zone: 'America/Chicago',
  quiet: false,
  color: false,
  plain: false,
};

/** Prints a result into memory; without `columns` standard output is not a terminal. */
export async function printed(
  result: Result,
  options: Partial<PrintOptions>,
  { columns }: Pick<MemoryIoOptions, 'columns'> = {},
): Promise<MemoryIo> {
  const io = memoryIo(columns === undefined ? {} : { tty: true, columns });
  await print(result, { ...PLAIN, ...options }, io);
  return io;
}
