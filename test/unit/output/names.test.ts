/** What a table says beside numbers and times. */
import { describe, expect, test } from 'vitest';
import type { Named, Names, Reference } from '../../../src/output/names.ts';
import type { Result } from '../../../src/output/result.ts';
import { appointments } from '../../../src/resources/appointments.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { paged, printed } from './sample.ts';

const CHICAGO = 'America/Chicago';
const KNOWN: Record<string, Named> = {
  'jobs 9': { label: 'Leaking tap in the kitchen', zone: CHICAGO },
  'jobs 123': { label: 'Boiler\u001b[2J', zone: 'America/Denver' },
  'jobs 7': { label: 'Sink', zone: 'Nowhere/At_All' },
  'users 456': { label: 'Jim Tran' },
};

/** Knows these, and what it was asked for. */
function known(): Names & { readonly asked: Reference[] } {
  const asked: Reference[] = [];
  return {
    asked,
    learn: async (references) => void asked.push(...references),
    of: (resource, id) => KNOWN[`${resource} ${id}`],
  };
}

const visit = (id: number, jobId: number, more: JsonObject = {}): JsonObject => ({
  id,
  time: '2026-11-24T15:30:00Z',
  duration: 3600,
  status: 'scheduled',
  job_id: jobId,
  user_id: 456,
  organization_id: 3,
  ...more,
});

const visits = (...records: JsonObject[]): Result => ({
  kind: 'records',
  pages: paged(records),
  fields: appointments.fields,
  nouns: 'appointments',
});

describe('a table', () => {
  test('has names beside numbers, aligned, and the time at the site where that is another one', async () => {
    const io = await printed(visits(visit(1, 9), visit(2, 123, { user_id: null })), { names: known() });
    expect(io.out()).toBe(
      [
        'ID  TIME (SITE)                           DURATION  STATUS     JOB_ID                          USER_ID       ORGANIZATION_ID',
        ' 1  2026-11-24 09:30-06:00                1h        scheduled    9 Leaking tap in the kitchen  456 Jim Tran                3',
        ' 2  2026-11-24 09:30-06:00 (08:30-07:00)  1h        scheduled  123 Boiler\\u{1b}[2J               -                         3',
        '',
      ].join('\n'),
    );
  });

  test('gives the day where it is another one at the site', async () => {
    const io = await printed(visits(visit(1, 123, { time: '2026-11-24T06:15:00Z' })), {
      names: known(),
      fields: ['time'],
    });
    expect(io.out()).toBe('TIME (SITE)\n2026-11-24 00:15-06:00 (2026-11-23 23:15-07:00)\n');
  });

  test('takes no notice of a zone that does not exist', async () => {
    const io = await printed(visits(visit(1, 7)), { names: known(), fields: ['time', 'job_id'] });
    expect(io.out()).toBe('TIME                    JOB_ID\n2026-11-24 09:30-06:00  7 Sink\n');
  });

  test('at 80 columns gives up the least useful ones for names, and at 60 the time at the site', async () => {
    const records = [visit(1, 9), visit(2, 123)];
    const at80 = await printed(visits(...records), { names: known() }, { columns: 80 });
    expect(at80.out()).toBe(
      [
        'ID  TIME (SITE)                           STATUS     JOB_ID         USER_ID',
        ' 1  2026-11-24 09:30-06:00                scheduled    9 Leaking…   456 Jim Tran',
        ' 2  2026-11-24 09:30-06:00 (08:30-07:00)  scheduled  123 Boiler\\u…  456 Jim Tran',
        '',
      ].join('\n'),
    );
    const at60 = await printed(visits(...records), { names: known() }, { columns: 60 });
    expect(at60.out()).toBe(
      [
        'ID  TIME                    STATUS     JOB_ID     USER_ID',
        ' 1  2026-11-24 09:30-06:00  scheduled    9 Leak…  456 Jim T…',
        ' 2  2026-11-24 09:30-06:00  scheduled  123 Boil…  456 Jim T…',
        '',
      ].join('\n'),
    );
  });

  test('never cuts a number for its name', async () => {
    const names: Names = { learn: async () => undefined, of: () => ({ label: 'A name of some length' }) };
    for (const columns of [20, 30, 40, 50, 70]) {
      const io = await printed(visits(visit(1, 1234567)), { names, fields: ['job_id', 'user_id'] }, { columns });
      expect(io.out()).toContain('1234567');
      expect(io.out()).toContain('456');
    }
  });

  test('asks for nothing that it has no room for', async () => {
    const names = known();
    await printed(visits(visit(1, 9)), { names }, { columns: 45 });
    expect(new Set(names.asked.map(({ resource }) => resource))).toEqual(new Set(['jobs']));
  });

  test('says to whom a record belongs, so that names can be found with one request', async () => {
    const names = known();
    await printed(visits(visit(1, 9)), { names, fields: ['user_id'] });
    expect(names.asked).toEqual([{ resource: 'users', id: 456, organization: 3 }]);
  });
});

describe('one record', () => {
  test('has the same, and says what the other time is', async () => {
    const result: Result = { kind: 'record', record: visit(1, 123), fields: appointments.fields };
    const io = await printed(result, { names: known(), fields: ['time', 'job_id', 'user_id', 'organization_id'] });
    expect(io.out()).toBe(
      [
        'time             2026-11-24 09:30-06:00 (site 08:30-07:00)',
        'job_id           123 Boiler\\u{1b}[2J',
        'user_id          456 Jim Tran',
        'organization_id  3',
        '',
      ].join('\n'),
    );
  });
});

describe('other formats', () => {
  test.each(['json', 'ndjson', 'csv'] as const)('%s holds the API’s values alone', async (format) => {
    const names = known();
    const io = await printed(visits(visit(1, 123)), { names, format });
    expect(io.out()).not.toContain('Boiler');
    expect(io.out()).not.toContain('07:00');
    expect(names.asked).toEqual([]);
  });
});

describe('plain', () => {
  test('marks what is cut in ASCII', async () => {
    const io = await printed(visits(visit(1, 9)), { names: known(), plain: true }, { columns: 60 });
    expect(io.out()).toContain('9 Leak...');
    expect(io.out()).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
