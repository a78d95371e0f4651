import { expect, it } from 'vitest';
import * as f from '../../../src/spec/field.ts';
import { choicesOf, flagName, placeholder, sendable } from '../../../src/spec/flags.ts';

const fields = {
  id: f.id('Number'),
  job_id: f.id('Job', { create: 'required' }),
  status: f.enumeration(['draft', 'complete'], 'Status', { create: 'optional', update: true }),
  address: f.object(
    'Address',
    {
      street_1: f.string('Street', { create: 'required' }),
      geo: f.object('Where', { precise: f.boolean('Precise', { update: true }) }, { create: 'optional' }),
      created_at: f.time('When it was created'),
    },
    { create: 'optional', update: true },
  ),
  phone_numbers: f.array(f.object('Number', { number: f.phone('Number') }), 'Numbers', { update: true }),
  password: f.secret('Password', { create: 'required', update: true }),
};

it('a flag is called as its field, in kebab-case', () => {
  expect(flagName('job_id')).toBe('job-id');
  expect(flagName('address.street_1')).toBe('address.street-1');
});

it('fields that can be sent are flags, what is nested twice, secrets never', () => {
  const flags = (verb: 'create' | 'update') => sendable(fields, verb).map(({ flag }) => flag);
  const nested = ['address', 'address.street-1', 'address.geo', 'address.geo.precise'];
  expect(flags('create')).toEqual(['job-id', 'status', ...nested]);
  expect(flags('update')).toEqual(['status', ...nested, 'phone-numbers']);
  expect(sendable(fields, 'create')[3]).toEqual({
    path: 'address.street_1',
    flag: 'address.street-1',
    field: fields.address.fields.street_1,
  });
});

it('a flag shows what it takes', () => {
  expect(placeholder(fields.job_id)).toBe('ID');
  expect(placeholder(fields.address)).toBe('JSON');
  expect(placeholder(fields.phone_numbers)).toBe('JSON');
  expect(placeholder(f.array(f.string('Id'), 'Ids'))).toBe('TEXT,…');
  expect(choicesOf(fields.status)).toEqual(['draft', 'complete']);
  expect(choicesOf(f.array(fields.status, 'Several'))).toEqual(['draft', 'complete']);
  expect(choicesOf(f.boolean('B'))).toEqual(['true', 'false']);
  expect(choicesOf(fields.job_id)).toBeUndefined();
});
