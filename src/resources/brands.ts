import { email, file, id, phone, string } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';

/** Brands of the account (seed: Brands). The API has no request for a single brand: `get` searches the list. */
export const brands = resource({
  name: 'brands',
  singular: 'brand',
  path: '/v3/brands',
  about: 'Brands or divisions of the company, with the copy and logo that customers see.',
  requests: ['list', 'create', 'update', 'delete'],
  few: true,
  fields: {
    id: id('Number of the brand', { column: 1 }),
    name: string('Name of the brand', { create: 'required', update: true, column: 1 }),
    phone_number: phone('Telephone number that customers see', { create: 'optional', update: true, column: 2 }),
    email: email('E-mail address that customers see', { create: 'optional', update: true, column: 2 }),
    logo_token: file('Logo', { create: 'optional', update: true, column: 3 }),
    ...stamps,
  },
  consequences: [
    {
      on: 'delete',
      tells: 'Its jobs return to account-level branding.',
      counts: { resource: 'jobs', filters: { brand_id_eq: 'id' } },
    },
  ],
  examples: {
    create: ["brands create --name 'New Brand' --phone-number +15551234567 --logo logo.png"],
    update: ["brands update 1 --name 'Changed Name'"],
  },
});
