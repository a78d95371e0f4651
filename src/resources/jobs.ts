import { array, boolean, date, enumeration, id, number, object, string, text, time } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';
import { visitLength } from './appointments.ts';
import { customers } from './customers.ts';
import { location } from './location.ts';
import { organizations } from './organizations.ts';
import { timeWindow } from './time-window.ts';

/** What the value of a contact method is, by its kind. */
const METHOD_RULES = [
  { field: 'method', values: ['phone'], other: 'value', like: /^\+\d{4,15}$/, means: 'a number such as +15551234567' },
  { field: 'method', values: ['email'], other: 'value', like: /^[^\s@]+@[^\s@]+$/, means: 'an e-mail address' },
] as const;

/** A person to reach about a job (reference: jobs, Contact). */
const CONTACT = {
  first_name: string('First name', { create: 'required', update: true, column: 1 }),
  last_name: string('Last name', { create: 'required', update: true, column: 1 }),
  primary: boolean('The one to reach first', { create: 'optional', update: true, column: 2 }),
  relationship: string('What they are to the customer', { create: 'optional', update: true, column: 3 }),
  address: location('Address', { create: 'optional', update: true, column: 3 }),
  contact_methods: array(
    object(
      'A way to reach them',
      {
        id: id('Number of the contact method', { create: 'optional' }),
        method: enumeration(['phone', 'email'], 'Kind', { create: 'required' }),
        value: string('Number or address', { create: 'required' }),
        notify: boolean('Send notifications there', { create: 'optional' }),
      },
      { rules: METHOD_RULES },
    ),
    'Ways to reach them',
    { create: 'required', update: true, column: 2 },
  ),
} as const;

/** What of a job can be sent however it is created. */
const DETAILS = {
  title: string('What is to be done', { create: 'required', update: true, column: 2 }),
  status: enumeration(
    ['unscheduled', 'scheduled', 'paused', 'complete', 'canceled', 'offered', 'rejected'],
    'Where the job stands',
    { create: 'required', update: true, filters: ['eq', 'in', 'not_eq'], column: 1 },
  ),
  status_message: string('Remark on the status', { create: 'optional', update: true }),
  description: text('Description, in Markdown', { create: 'optional', update: true }),
  service_type: string('Kind of service', { create: 'optional', update: true, column: 3 }),
  address: location('Where the work is done', { create: 'required', update: true, column: 2 }),
  brand_id: id('Brand it is done under', { of: 'brands', create: 'optional', filters: ['eq'] }),
  external_ids: array(string('An identifier'), 'Identifiers in your own systems', {
    create: 'optional',
    filters: ['contains'],
  }),
  contacts: array(object('A contact', CONTACT), 'People to reach', { create: 'optional', update: true }),
  equipment_descriptions: array(
    object('A piece of equipment', {
      manufacturer: string('Manufacturer', { create: 'optional' }),
      model_number: string('Model', { create: 'optional' }),
      serial_number: string('Serial number', { create: 'optional' }),
      equipment_type: string('Kind', { create: 'optional' }),
      installation_date: date('Day of installation', { create: 'optional' }),
    }),
    'Equipment the work is about; replaced as a whole',
    { create: 'optional', update: true },
  ),
  marketing_attributions: array(
    object('An attribution', {
      content: string('Content', { create: 'optional' }),
      campaign: string('Campaign', { create: 'optional' }),
      source: string('Source', { create: 'optional' }),
      term: string('Term', { create: 'optional' }),
      media: string('Media', { create: 'optional' }),
    }),
    'How the customer was won',
    { create: 'optional', update: true },
  ),
  service_fee: number('Fee', { create: 'optional', update: true, min: 0 }),
  service_fee_precollected: boolean('The fee has been paid', { create: 'optional', update: true }),
} as const;

/** Work to be done for a customer (seed names them; reference: jobs). */
export const jobs = resource({
  name: 'jobs',
  singular: 'job',
  path: '/v3/jobs',
  about: 'Work to be done for a customer, with any number of appointments.',
  requests: ['list', 'get', 'create', 'update'],
  includes: ['marketing_attributions'],
  watched: true,
  fields: {
    id: id('Number of the job', { column: 1 }),
    ...DETAILS,
    customer_id: id('Customer it is done for', {
      of: 'customers',
      create: 'required',
      update: true,
      filters: ['eq', 'in'],
      column: 2,
    }),
    organization_id: id('Organization that does it', {
      of: 'organizations',
      create: 'required',
      filters: ['eq', 'in'],
      column: 3,
    }),
    source_id: id('Source it came from', { of: 'sources', filters: ['eq'] }),
    ...stamps,
  },
  actions: {
    accept: {
      about: 'Accept an offered job: scheduled with an appointment, unscheduled without',
      method: 'POST',
      path: '/:id/accept',
      body: {
        appointment: object(
          'The appointment to make',
          {
            time: time('When the technician is due', { create: 'required' }),
            duration: visitLength({ create: 'optional' }),
            user_id: id('Technician it is assigned to', { of: 'users', create: 'optional' }),
          },
          { create: 'optional' },
        ),
      },
      done: 'Accepted',
    },
    reject: {
      about: 'Reject an offered job',
      method: 'POST',
      path: '/:id/reject',
      final: true,
      done: 'Rejected',
    },
    'create-with-relations': {
      about: 'Create a job with its organization and customer in one go',
      method: 'POST',
      path: '/factory',
      body: {
        ...DETAILS,
        customer: object('The customer', without(customers.fields, 'organization_id'), { create: 'required' }),
        organization: object('The organization', organizations.fields, { create: 'required' }),
      },
      done: 'Created',
    },
    'suggest-times': {
      about: 'Suggest up to three times to the customer',
      method: 'POST',
      path: '/:id/time_windows',
      body: {
        time_windows: array(timeWindow, 'Time windows', { create: 'required', least: 1, most: 3 }),
      },
      done: 'Suggested times for',
    },
    'contacts list': {
      about: "List a job's contacts",
      method: 'GET',
      path: '/:id/contacts',
      answers: {
        many: 'contacts',
        one: 'contact',
        fields: { id: id('Number of the contact', { column: 1 }), ...CONTACT },
      },
      done: 'Listed',
    },
    'contacts replace': {
      about: "Replace all of a job's contacts",
      method: 'PATCH',
      path: '/:id/contacts',
      body: { contacts: array(object('A contact', CONTACT), 'The contacts', { create: 'required' }) },
      answers: {
        many: 'contacts',
        one: 'contact',
        fields: { id: id('Number of the contact', { column: 1 }), ...CONTACT },
      },
      done: 'Replaced the contacts of',
    },
    'contacts update': {
      about: "Change one of a job's contacts",
      method: 'PATCH',
      path: '/:id/contacts/:contact_id',
      body: CONTACT,
      answers: { one: 'contact', fields: { id: id('Number of the contact', { column: 1 }), ...CONTACT } },
      done: 'Changed a contact of',
    },
  },
  consequences: [
    {
      on: 'update',
      when: { status: 'canceled' },
      tells: 'Its appointments are canceled.',
      counts: { resource: 'appointments', filters: { job_id_eq: 'id' } },
    },
    {
      on: 'accept',
      given: { appointment: true },
      tells: 'With an appointment the job becomes scheduled.',
      sets: { status: 'scheduled' },
    },
    {
      on: 'accept',
      given: { appointment: false },
      tells: 'Without an appointment the job becomes unscheduled.',
      sets: { status: 'unscheduled' },
    },
    { on: 'reject', tells: 'The job becomes rejected.', sets: { status: 'rejected' } },
    {
      on: 'create-with-relations',
      tells: 'An organization or customer that exists already is matched, not created anew.',
    },
  ],
  examples: {
    list: ['jobs list --status offered', 'jobs list --not-status complete --organization-id 3 --all -o ndjson'],
    get: ['jobs get 123', 'jobs get 123 --include marketing_attributions -o json'],
    create: [
      "jobs create --title 'Leaking tap' --status unscheduled --customer-id 7 --organization-id 3 --address.street-1 '1 Some Pl.' --address.city Boston --address.state MA --address.postal-code 02108",
    ],
    update: ['jobs update 123 --status paused --status-message "Waiting for a part"'],
    watch: ['jobs watch --status offered', 'jobs watch --organization-id 3 -o ndjson'],
    accept: ["jobs accept 123 --appointment.time 'tomorrow 9am' --appointment.user-id 456"],
    reject: ['jobs reject 123 --yes'],
    'create-with-relations': ['jobs create-with-relations --data job.json'],
    'suggest-times': [
      'jobs suggest-times 123 --time-windows \'[{"start_time":"2026-11-25T14:00:00Z","end_time":"2026-11-25T16:00:00Z"}]\'',
    ],
    'contacts list': ['jobs contacts list 123'],
    'contacts replace': ['jobs contacts replace 123 --data contacts.json'],
    'contacts update': ['jobs contacts update 123 5 --relationship tenant'],
  },
});

function without<F extends object, K extends keyof F>(fields: F, name: K): Omit<F, K> {
  const { [name]: _, ...others } = fields;
  return others;
}
