import { array, boolean, email, file, id, phone, string } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';
import { location } from './location.ts';

/** Companies that do the work (seed: Service Providers; reference: organizations). */
export const organizations = resource({
  name: 'organizations',
  aliases: ['service-providers'],
  singular: 'organization',
  path: '/v3/organizations',
  about: 'Companies that do the work: service providers.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  few: true,
  deduplicated: true,
  fields: {
    id: id('Number of the organization', { column: 1 }),
    name: string('Name', { create: 'required', update: true, column: 1 }),
    email: email('E-mail address', { create: 'required', update: true, column: 2 }),
    phone_number: phone('Telephone number', { create: 'optional', update: true, column: 2 }),
    address: location('Address', { create: 'optional', update: true, column: 2 }),
    external_ids: array(string('An identifier'), 'Identifiers in your own systems', {
      create: 'optional',
      update: true,
      filters: ['contains'],
      column: 3,
    }),
    logo_token: file('Logo', { create: 'optional', update: true }),
    create_user: boolean('Also create a user for it', { create: 'optional' }),
    always_create: boolean('Create it even when one with the same name, address, phone or e-mail exists', {
      create: 'optional',
    }),
    ...stamps,
  },
  consequences: [
    {
      on: 'create',
      tells:
        'An organization with two of the same name, address, phone number and e-mail address is matched, not created anew, unless --always-create.',
    },
    { on: 'create', when: { create_user: true }, tells: 'A user is created for an organization that is new.' },
  ],
  examples: {
    list: ['organizations list', 'organizations list --external-ids AAA123'],
    create: ["organizations create --name 'Acme Plumbing' --email office@acme.example --phone-number +15551234567"],
    update: ['organizations update 3 --logo logo.png'],
  },
});
