import { array, boolean, email, enumeration, id, object, phone, string, text } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';
import { LOCATION, LOCATION_RULES, location } from './location.ts';
import { timeWindow } from './time-window.ts';

/** A way to reach a contact, with the one that is preferred marked. */
const reachable = (value: ReturnType<typeof email> | ReturnType<typeof phone>) =>
  object('A way to reach them', {
    label: string('Home, work and so on', { create: 'optional' }),
    value: { ...value, create: 'required' },
    preferred: boolean('Use it first', { create: 'optional' }),
  });

const ORDER = {
  title: string('What is to be done', { create: 'required', update: true, column: 2 }),
  description: text('Description, in Markdown', { create: 'optional', update: true }),
  service_type: string('Kind of service', { create: 'optional', update: true }),
  brand_id: id('Brand it is done under', { of: 'brands', create: 'optional', update: true }),
  orchestration: enumeration(['direct_offer', 'direct_assign'], 'How an organization gets the order', {
    create: 'optional',
    update: true,
  }),
  external_id: string('Identifier in your own system', { create: 'optional', update: true }),
  location: object(
    'Where the work is done',
    { ...LOCATION, external_id: string('Identifier in your own system', { create: 'optional' }) },
    { create: 'optional', update: true, rules: LOCATION_RULES },
  ),
  appointment_windows: array(timeWindow, 'When the work can be done', { create: 'optional', update: true }),
  contacts: array(
    object('A contact', {
      first_name: string('First name', { create: 'optional' }),
      last_name: string('Last name', { create: 'optional' }),
      company_name: string('Company', { create: 'optional' }),
      external_id: string('Identifier in your own system', { create: 'optional' }),
      primary: boolean('The customer; exactly one contact is', { create: 'optional' }),
      notes: text('Notes', { create: 'optional' }),
      billing_address: location('Where bills go', { create: 'optional' }),
      email_addresses: array(reachable(email('Address')), 'E-mail addresses', { create: 'optional' }),
      phone_numbers: array(reachable(phone('Number')), 'Telephone numbers', { create: 'optional' }),
    }),
    'People; exactly one of them primary',
    { create: 'optional', update: true, exactlyOne: 'primary' },
  ),
} as const;

const ORGANIZATIONS = array(
  object('An organization', {
    id: id('Number of the organization', { of: 'organizations', create: 'optional' }),
    external_id: string('Identifier in your own system', { create: 'optional' }),
    name: string('Name', { create: 'optional' }),
    address: location('Address', { create: 'optional' }),
    email: email('E-mail address', { create: 'optional' }),
    phone_number: phone('Telephone number', { create: 'optional' }),
  }),
  'The organization that gets the order: exactly one; it cannot be changed afterwards',
  { create: 'optional', least: 1, most: 1 },
);

/** Orders that create the job and what belongs to it (reference: work_orders). The answer holds the order under `data`. */
export const workOrders = resource({
  name: 'work-orders',
  singular: 'work_order',
  path: '/v3/work_orders',
  about: 'Orders that create a job with its customer, organization and appointments.',
  requests: ['create', 'update'],
  fields: {
    id: id('Number of the work order', { column: 1 }),
    ...ORDER,
    organizations: ORGANIZATIONS,
    data: object('The order as it stands', { ...ORDER, organizations: ORGANIZATIONS }),
    ...stamps,
  },
  actions: {
    cancel: { about: 'Cancel a work order', method: 'POST', path: '/:id/cancel', final: true, done: 'Canceled' },
  },
  consequences: [
    {
      on: 'create',
      tells:
        'A job is created for it, with its customer and organization; those that exist already are matched, not created anew.',
    },
    { on: 'cancel', tells: 'The job that was created for it is canceled, and its appointments with it.' },
  ],
  examples: {
    create: ['work-orders create --data order.json', "work-orders create --title 'Leaking tap' --data order.json"],
    update: ["work-orders update 9 --title 'Leaking tap, kitchen'"],
    cancel: ['work-orders cancel 9 --yes'],
  },
});
