import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { buildBody } from '../../../src/input/body.ts';
import { appointments } from '../../../src/resources/appointments.ts';
import { attachments } from '../../../src/resources/attachments.ts';
import { customers as customersOfDispatch } from '../../../src/resources/customers.ts';
import * as f from '../../../src/spec/field.ts';
import type { WriteVerb } from '../../../src/spec/flags.ts';
import type { JsonObject } from '../../../src/spec/json.ts';

const clock = { zone: 'America/Chicago', now: Date.parse('2026-11-24T14:30:15Z') };
type Flags = Record<string, string | string[]>;

const build = (fields: f.Fields, verb: WriteVerb, flags: Flags, data?: JsonObject) =>
  buildBody(fields, verb, data, new Map(Object.entries(flags).map(([name, value]) => [name, [value].flat()])), clock);

const refusal = async (building: Promise<unknown>): Promise<UsageError> => {
  const error = await building.then(
    (value) => new Error(`was accepted as ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof UsageError) return error;
  throw error;
};

const customers: f.Fields = {
  id: f.id('Number'),
  first_name: f.string('First name', { create: 'required', update: true }),
  nickname: f.string('Short name', { update: true }),
  address: f.object(
    'Address',
    {
      street_1: f.string('Street', { create: 'required' }),
      street_2: f.string('More of it', { create: 'optional' }),
      city: f.string('City', { create: 'required' }),
    },
    { create: 'required', update: true },
  ),
  phone_numbers: f.array(
    f.object('Number', {
      number: f.phone('Number', { create: 'required' }),
      primary: f.boolean('First choice', { create: 'optional' }),
    }),
    'Telephone numbers',
    { create: 'optional', update: true },
  ),
  external_ids: f.array(f.string('Id'), 'Ids elsewhere', { create: 'optional', update: true }),
  password: f.secret('Password', { create: 'required' }),
};
const home = { street_1: '1 Some Pl.', city: 'Boston' };
const base = { first_name: 'Ann', address: home, password: 'secret' };

describe('the body of a create', () => {
  it('comes from flags (seed: Create an Appointment)', async () => {
    expect(
      await build(appointments.fields, 'create', {
        'job-id': '123',
        'user-id': '456',
        status: 'scheduled',
        time: '2017-01-01T00:00:00Z',
        duration: '1h',
        // Flags that are no field's.
        output: 'json',
      }),
    ).toEqual({ job_id: 123, user_id: 456, status: 'scheduled', time: '2017-01-01T00:00:00Z', duration: 3600 });
  });

  it('has what there is no choice about (seed: Create an Attachment)', async () => {
    expect(await build(attachments.fields, 'create', { 'entity-id': '123', description: 'Here is the note' })).toEqual({
      entity_type: 'Job',
      entity_id: 123,
      description: 'Here is the note',
    });
  });

  it('comes from data, and flags win over it', async () => {
    const data = { job_id: 1, status: 'draft', user_id: 5 };
    expect(await build(appointments.fields, 'create', { status: 'scheduled', 'user-id': 'none' }, data)).toEqual({
      job_id: 1,
      status: 'scheduled',
      user_id: null,
    });
    // What a flag replaces need not be right.
    expect(await build(appointments.fields, 'create', { status: 'scheduled' }, { ...data, status: 7 })).toEqual({
      job_id: 1,
      status: 'scheduled',
      user_id: 5,
    });
    expect(data).toEqual({ job_id: 1, status: 'draft', user_id: 5 });
  });

  it('takes nested values one by one, as JSON, and merged', async () => {
    const typed = { 'first-name': 'Ann', 'address.street-1': '1 Some Pl.', 'address.city': 'Boston' };
    expect(await build(customers, 'create', typed, { password: 'secret' })).toEqual(base);
    const whole = { 'first-name': 'Ann', address: JSON.stringify(home), 'address.city': 'Salem' };
    expect(await build(customers, 'create', whole, { password: 'secret' })).toEqual({
      ...base,
      address: { street_1: '1 Some Pl.', city: 'Salem' },
    });
    expect(await build(customers, 'create', { 'address.street-2': 'Flat 3' }, base)).toEqual({
      ...base,
      address: { ...home, street_2: 'Flat 3' },
    });
    expect(base.address).toEqual({ street_1: '1 Some Pl.', city: 'Boston' });
  });

  it('takes arrays as JSON, with commas, and repeated', async () => {
    const flags = { 'phone-numbers': '[{"number":"+1555"}]', 'external-ids': ['a,b', 'c'] };
    expect(await build(customers, 'create', flags, base)).toEqual({
      ...base,
      phone_numbers: [{ number: '+1555' }],
      external_ids: ['a', 'b', 'c'],
    });
  });

  it('names all that is missing at once', async () => {
    const { message, hint } = await refusal(build(appointments.fields, 'create', {}));
    expect(message).toBe('missing --status, --job-id');
    expect(hint).toBe('Give what is missing by flags or in --data.');
    expect((await refusal(build(customers, 'create', {}))).message).toBe(
      'missing --first-name, --address.street-1, --address.city, --password-stdin',
    );
    expect(
      (await refusal(build(customers, 'create', { 'address.city': 'Boston' }, { ...base, address: {} }))).message,
    ).toBe('missing --address.street-1');
  });

  it('names all that is wrong at once, and what is wrong is not missing', async () => {
    const flags = { 'job-id': 'abc', status: 'schedule', duration: '-1' };
    const { message, details, hint } = await refusal(build(appointments.fields, 'create', flags, { user_id: 'x' }));
    const all = [
      "--duration: '-1' is not a length of time",
      "--status: must be one of draft, scheduled, enroute, started, complete, canceled, not 'schedule'",
      "--job-id: must be a positive whole number, not 'abc'",
      "user_id: must be a positive whole number, not 'x'",
    ];
    expect(details).toEqual(all);
    expect(message).toBe(all.join('; '));
    expect(hint).toBe('Write seconds, or units such as 90m, 2h, 1h30m, 45s or 1d.');
    expect((await refusal(build(customers, 'create', { address: '{"city"' }, base))).message).toBe(
      '--address is not JSON: it ends too early',
    );
  });

  it.each<[JsonObject, string]>([
    [{ organization_id: 3 }, 'organization_id: is set by Dispatch and cannot be sent'],
    [{ jobid: 3 }, 'jobid: is not a field; did you mean job_id?'],
    [{ appointment: {} }, 'appointment: is not a field'],
    [{ toString: 3 }, 'toString: is not a field'],
    [{ '\u001b]0;x\u0007': 3 }, "'\\u{1b}]0;x\\u{7}': is not a field"],
    [{ time: 'tomorrow' }, "time: must be a timestamp such as 2026-11-24T14:30:00Z, not 'tomorrow'"],
    [{ duration: -1 }, 'duration: must be a length of time in whole seconds of at least 0, not -1'],
  ])('is refused with data that cannot be sent: %j', async (data, message) => {
    const required = { 'job-id': '1', status: 'draft' };
    expect((await refusal(build(appointments.fields, 'create', required, data))).message).toBe(message);
  });

  it('is refused with what can only be changed later', async () => {
    expect((await refusal(build(customers, 'create', {}, { ...base, nickname: 'A' }))).message).toBe(
      'nickname: cannot be given on create, only on update',
    );
  });
});

describe('the body of an update', () => {
  it('has what was given, and nothing else (seed: Update Appointment)', async () => {
    const flags = { time: '2017-01-02T00:00:00Z', duration: '7200', 'user-id': '789' };
    expect(await build(appointments.fields, 'update', flags)).toEqual({
      time: '2017-01-02T00:00:00Z',
      duration: 7200,
      user_id: 789,
    });
    expect(await build(attachments.fields, 'update', { description: 'New note here' })).toEqual({
      description: 'New note here',
    });
  });

  it('sends a nested object whole', async () => {
    const flags = { 'address.street-1': '2 Elm St.', 'address.city': 'Salem' };
    expect(await build(customers, 'update', flags)).toEqual({ address: { street_1: '2 Elm St.', city: 'Salem' } });
    expect((await refusal(build(customers, 'update', { 'address.city': 'Salem' }))).message).toBe(
      'missing --address.street-1',
    );
  });

  it('is checked as flags and data add up', async () => {
    const { fields } = customersOfDispatch;
    const flags = { 'home-address.postal-code': 'K1A 0B1' };
    const data = { home_address: { ...home, state: 'MA' } };
    expect((await refusal(build(fields, 'update', flags, data))).message).toBe(
      "home_address.postal_code: must be a US postal code of 5 digits, not 'K1A 0B1'",
    );
  });

  it('with nothing in it is refused', async () => {
    const { message, hint } = await refusal(build(attachments.fields, 'update', { 'entity-id': '5' }, {}));
    expect(message).toBe('nothing to change');
    expect(hint).toBe('Give at least one of --description, or --data.');
  });

  it('is refused with what cannot be changed', async () => {
    expect((await refusal(build(appointments.fields, 'update', {}, { job_id: 1, id: 2 }))).details).toEqual([
      'job_id: cannot be changed once it is created',
      'id: is set by Dispatch and cannot be sent',
    ]);
  });

  it('clears what may be empty, and keeps what may not', async () => {
    expect(await build(appointments.fields, 'update', { 'user-id': 'none' })).toEqual({ user_id: null });
    expect((await refusal(build(appointments.fields, 'update', {}, { status: null }))).message).toContain(
      'status: must be',
    );
  });
});
