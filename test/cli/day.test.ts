import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';

/** A dispatcher's day in one sitting: each step takes what the one before left. */
let folder: string;
let day: (...argv: string[]) => Promise<Record<string, unknown>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-day-'));
  await writeFile(join(folder, 'tap.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xd9]));
  day = async (...argv) => {
    const io = memoryIo({
      cwd: folder,
      now: () => Date.parse('2026-11-24T15:00:00Z'),
      env: { DISPATCH_CONFIG_DIR: join(folder, 'config'), DISPATCH_ENV: 'emulator', DISPATCH_OUTPUT: 'json' },
    });
    const code = await main(argv, io);
    expect(`${code} ${io.err()}`).toMatch(/^0 /);
    return JSON.parse(io.out() || 'null');
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const order = {
  title: 'Leaking tap in the kitchen',
  orchestration: 'direct_offer',
  external_id: 'WO-2041',
  location: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', postal_code: '02108' },
  contacts: [{ first_name: 'Ada', last_name: 'Byron', primary: true, phone_numbers: [{ value: '+16175550123' }] }],
  organizations: [{ id: 3 }],
};

it('takes a work order from the offer to the survey', async () => {
  await day('work-orders', 'create', '--data', JSON.stringify(order));
  const offers = (await day('jobs', 'list', '--status', 'offered')) as unknown as Record<string, unknown>[];
  const offer = offers.find(({ title }) => title === 'Leaking tap in the kitchen');
  const job = String(offer?.['id']);

  const accepted = await day('jobs', 'accept', job, '--appointment.time', 'today 2pm', '--tz', 'America/New_York');
  expect(accepted).toMatchObject({ title: 'Leaking tap in the kitchen', status: 'scheduled' });

  const [visit] = (await day('appointments', 'list', '--job-id', job)) as unknown as Record<string, unknown>[];
  expect(visit).toMatchObject({
    job_id: Number(job),
    status: 'scheduled',
    user_id: null,
    time: '2026-11-24T19:00:00Z',
  });
  const appointment = String(visit?.['id']);

  expect(await day('appointments', 'update', appointment, '--user-id', '456')).toMatchObject({ user_id: 456 });
  expect(await day('attachments', 'create', '--entity-id', job, '--description', 'Gate code 4711')).toMatchObject({
    entity_type: 'Job',
    entity_id: Number(job),
    description: 'Gate code 4711',
  });
  expect(await day('datafiles', 'upload', 'tap.jpg')).toMatchObject({ filename: 'tap.jpg', mime_type: 'image/jpeg' });

  const moved = await day('appointments', 'update', appointment, '--time', 'tomorrow 9am', '--tz', 'America/New_York');
  expect(moved).toMatchObject({ time: '2026-11-25T14:00:00Z' });
  expect(await day('appointments', 'update', appointment, '--status', 'complete')).toMatchObject({
    status: 'complete',
  });
  expect(await day('jobs', 'update', job, '--status', 'complete')).toMatchObject({ status: 'complete' });

  const whole = await day('jobs', 'get', job, '--with', 'customer,appointments,attachments');
  expect(whole).toMatchObject({
    customer: { first_name: 'Ada', last_name: 'Byron' },
    appointments: [{ id: Number(appointment), status: 'complete', user_id: 456 }],
    attachments: [{ description: 'Gate code 4711' }],
  });
  const survey = await day('survey-responses', 'list', '--job-id', job);
  expect(survey).toMatchObject([{ job_id: Number(job), appointment_id: Number(appointment), rating: 5 }]);
});

it('shows a change and what follows, and writes nothing, with --preview', async () => {
  expect(await day('jobs', 'update', '123', '--status', 'canceled', '--preview')).toEqual({
    action: 'update',
    record: 123,
    changes: [{ field: 'status', before: 'scheduled', after: 'canceled' }],
    follows: ['Its appointments are canceled. (3 appointments: 2, 8, 14)'],
  });
  expect(await day('jobs', 'get', '123')).toMatchObject({ status: 'scheduled' });
});

it('finds a record by its external id', async () => {
  expect(await day('jobs', 'get', 'ext:WO-123')).toMatchObject({ id: 123 });
});

it('says when a create answered a record that was there before', async () => {
  const customer = await day('customers', 'get', '301');
  const io = memoryIo({ env: { DISPATCH_CONFIG_DIR: join(folder, 'config'), DISPATCH_ENV: 'emulator' } });
  const words = [
    '--organization-id',
    String(customer['organization_id']),
    '--first-name',
    String(customer['first_name']),
  ];
  expect(await main(['customers', 'create', ...words, '--email', String(customer['email'])], io)).toBe(0);
  expect(io.err()).toBe('Matched, not created: customer 301 was there before.\n');
});

it('a user of a third party is seen and not changed', async () => {
  expect(await day('users', 'get', '851')).toMatchObject({ first_name: 'Ruth' });
  const io = memoryIo({ env: { DISPATCH_CONFIG_DIR: join(folder, 'config'), DISPATCH_ENV: 'emulator' } });
  expect(await main(['users', 'update', '851', '--first-name', 'Ada'], io)).toBe(3);
  expect(io.err()).toContain('Records of a third party are read-only');
});
