import { array, boolean, email, id, object, phone, string, text } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';
import { location } from './location.ts';

/** The homeowner, landlord or other entity that work is done for (seed names them; reference: customers). */
export const customers = resource({
  name: 'customers',
  singular: 'customer',
  path: '/v3/customers',
  about: 'People and companies that work is done for; each organization has its own.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  deduplicated: true,
  fields: {
    id: id('Number of the customer', { column: 1 }),
    organization_id: id('Organization they belong to', {
      of: 'organizations',
      create: 'required',
      filters: ['eq'],
      column: 3,
    }),
    first_name: string('First name', { create: 'required', update: true, column: 1 }),
    last_name: string('Last name', { create: 'optional', update: true, column: 1 }),
    company_name: string('Company', { create: 'optional', update: true, column: 3 }),
    email: email('E-mail address', { create: 'optional', update: true, filters: ['eq'], column: 2 }),
    phone_numbers: array(
      object('A telephone number', {
        number: phone('The number', { create: 'required' }),
        primary: boolean('The one to call first', { create: 'optional' }),
        type: string('Kind of number, Mobile for instance', { create: 'optional' }),
      }),
      'Telephone numbers',
      { create: 'optional', update: true },
    ),
    home_address: location('Where they live', { create: 'optional', update: true, column: 2 }),
    billing_address: location('Where bills go', { create: 'optional', update: true }),
    external_ids: array(string('An identifier'), 'Identifiers in your own systems', {
      create: 'optional',
      update: true,
    }),
    notes: text('Notes', { create: 'optional', update: true }),
    ...stamps,
  },
  filters: {
    external_id_contains: {
      about: 'An identifier in your own systems',
      like: 'external_ids',
      predicate: 'contains',
      stem: 'external_id',
    },
  },
  consequences: [
    {
      on: 'create',
      tells: 'A customer that exists already is matched, not created anew.',
      counts: { resource: 'customers', filters: { email_eq: 'email', organization_id_eq: 'organization_id' } },
    },
  ],
  examples: {
    list: ['customers list --email ada@example.com', 'customers list --external-id AAA123'],
    create: [
      "customers create --organization-id 3 --first-name Ada --last-name Byron --home-address.street-1 '1 Some Pl.' --home-address.city Boston",
    ],
    update: ['customers update 7 --phone-numbers \'[{"number":"+15551234567","primary":true}]\''],
  },
});
