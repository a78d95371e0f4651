import { array, email, enumeration, file, id, phone, secret, string } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';
import { location } from './location.ts';

/** Technicians and dispatchers (seed names them; reference: users). */
export const users = resource({
  name: 'users',
  singular: 'user',
  path: '/v3/users',
  about: 'Technicians and dispatchers of the organizations.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  few: true,
  fields: {
    id: id('Number of the user', { column: 1 }),
    organization_id: id('Organization they work for', {
      of: 'organizations',
      create: 'required',
      update: true,
      filters: ['eq'],
      column: 3,
    }),
    first_name: string('First name', { create: 'required', update: true, column: 1 }),
    last_name: string('Last name', { create: 'required', update: true, column: 1 }),
    roles: array(enumeration(['dispatcher', 'technician'], 'A role'), 'What they do', {
      create: 'required',
      update: true,
      least: 1,
      column: 2,
    }),
    phone_number: phone('Mobile number', { create: 'optional', update: true, column: 2 }),
    email: email('E-mail address', { create: 'optional', update: true, filters: ['eq'], column: 2 }),
    address: location('Address', { create: 'optional', update: true }),
    photo_token: file('Photo', { create: 'optional', update: true }),
    password: secret('Password', { create: 'optional', update: true }),
    ...stamps,
  },
  filters: {
    by_user_roles: { about: 'What they do', like: 'roles', predicate: 'contains', stem: 'roles' },
  },
  actions: {
    restore: { about: 'Restore a deactivated user', method: 'POST', path: '/:id/restore', done: 'Restored' },
  },
  consequences: [
    { on: 'delete', tells: 'The user is deactivated and can be brought back with: dispatch users restore ID' },
    { on: 'restore', tells: 'The user is active again.' },
  ],
  examples: {
    list: ['users list --roles technician', 'users list --organization-id 3 -o csv'],
    create: [
      'users create --organization-id 3 --first-name Jim --last-name Tran --roles technician --phone-number +15551234567',
    ],
    update: ['users update 456 --photo jim.jpg'],
    restore: ['users restore 456'],
  },
});
