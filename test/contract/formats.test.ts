/** Every list in every format, on the emulator. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../src/resources/index.ts';
import type { Fields } from '../../src/spec/field.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { type Account, startAccount } from '../helpers/account.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());

async function listed(resource: string, format: string): Promise<string> {
  const { code, out, err } = await account.run(resource, 'list', '--all', '-o', format);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

/** The names of a record's values, nested ones with dots; an array is one value. */
const leaves = (fields: Fields, above = ''): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind === 'secret') return [];
    return field.kind === 'object' ? leaves(field.fields, `${above}${name}.`) : [`${above}${name}`];
  });

/** CSV as RFC 4180 has it, with LF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const lists = RESOURCES.filter(({ requests }) => requests.includes('list'));

describe.each(lists.map((resource) => [resource.name, resource] as const))('%s list', (name, { fields }) => {
  it('json: an array of records with fields that are declared', async () => {
    const records = JSON.parse(await listed(name, 'json')) as JsonObject[];
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(record)));
  });

  it('ndjson: the same records, one a line', async () => {
    const lines = (await listed(name, 'ndjson')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(await listed(name, 'json')));
  });

  it('csv: a header of the declared fields, and a row for each record', async () => {
    const [header = [], ...rows] = parseCsv(await listed(name, 'csv'));
    expect(header).toEqual(leaves(fields));
    const records = JSON.parse(await listed(name, 'json')) as JsonObject[];
    expect(rows.map((row) => row[header.indexOf('id')])).toEqual(records.map(({ id }) => String(id)));
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it('table: a head, and a row for each record', async () => {
    const [head, ...rows] = (await listed(name, 'table')).trimEnd().split('\n');
    const records = JSON.parse(await listed(name, 'json')) as JsonObject[];
    expect(head).toMatch(/\bid\b/i);
    expect(rows).toHaveLength(records.length);
    for (const [index, { id }] of records.entries()) expect(rows[index]).toMatch(new RegExp(`\\b${id}\\b`));
  });

  it('an empty one is valid in every format and says so on standard error', async () => {
    const empty = async (format: string) => {
      const { code, out, err } = await account.run(name, 'list', '--offset', '100000', '-o', format);
      expect(code).toBe(0);
      expect(err).toContain(name.replaceAll('-', ' '));
      return out;
    };
    expect(JSON.parse(await empty('json'))).toEqual([]);
    expect(await empty('ndjson')).toBe('');
    expect(parseCsv(await empty('csv'))).toEqual([leaves(fields)]);
    await empty('table');
  });
});
