import { duration, enumeration, id, type Traits, time } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';

/** How long a visit takes; two hours if nothing is said (seed: Appointment Attributes). */
export const visitLength = (traits: Traits) => duration('How long it takes', { ...traits, min: 0, otherwise: 7200 });

/** Visits of a technician to a job (seed: Appointments; statuses from reference: appointments). */
export const appointments = resource({
  name: 'appointments',
  singular: 'appointment',
  path: '/v3/appointments',
  about: 'Scheduled times at which a technician does work on a job.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  watched: true,
  fields: {
    id: id('Number of the appointment', { column: 1 }),
    time: time('When the technician is due', {
      create: 'optional',
      update: true,
      filters: ['gt', 'gteq', 'lt', 'lteq'],
      column: 1,
    }),
    duration: visitLength({ create: 'optional', update: true, column: 3 }),
    status: enumeration(
      ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'],
      'Where the visit stands',
      {
        create: 'required',
        update: true,
        filters: ['eq', 'in'],
        column: 1,
      },
    ),
    job_id: id('Job it belongs to', { of: 'jobs', create: 'required', filters: ['eq', 'in'], column: 2 }),
    user_id: id('Technician it is assigned to', {
      of: 'users',
      create: 'optional',
      update: true,
      filters: ['eq', 'in', 'null'],
      column: 2,
    }),
    organization_id: id('Organization that does the work', { of: 'organizations', filters: ['eq'], column: 3 }),
    ...stamps,
  },
  consequences: [
    { on: 'create', when: { status: 'scheduled' }, tells: 'Its job becomes scheduled.' },
    { on: 'update', when: { status: 'scheduled' }, tells: 'Its job becomes scheduled.' },
  ],
  examples: {
    list: [
      'appointments list --on today --unassigned',
      'appointments list --on tomorrow',
      'appointments list --user-id 456 --status scheduled,enroute -o csv',
    ],
    get: ['appointments get 2', 'appointments get 2 3 4 -o json'],
    watch: ['appointments watch --on today', 'appointments watch --since-file ~/.appointments --once -o ndjson'],
    create: [
      "appointments create --job-id 123 --user-id 456 --status scheduled --time 'tomorrow 9am' --duration 1h30m",
    ],
    update: [
      'appointments update 9 --user-id 789',
      "appointments update 2 --time '2026-11-25 14:00' --duration 1h30m",
      'appointments update 2 --user-id none',
    ],
    delete: ['appointments delete 2', 'appointments delete 2 3 4 --yes'],
  },
});
