/** The schedule as data: a record for each visit. */
import { array, boolean, id, string, time } from '../../spec/field.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Schedule } from './model.ts';

/** What a record holds. */
export const SCHEDULE_FIELDS = {
  appointment_id: id('Number of the appointment', { of: 'appointments', column: 1 }),
  start: time('When it begins', { column: 1 }),
  end: time('When it ends', { column: 2 }),
  technician: string('Name of the technician; nothing where nobody is assigned', { column: 1 }),
  user_id: id('Number of the technician', { of: 'users', column: 3 }),
  status: string('Where the visit stands', { column: 1 }),
  job_id: id('Number of the job', { of: 'jobs', column: 3 }),
  job_title: string('What is to be done', { column: 2 }),
  customer: string('Name of the customer', { column: 3 }),
  town: string('Town in which the work is done', { column: 2 }),
  overlaps: array(id('Number of an appointment'), "The technician's other appointments at the same time", {
    column: 2,
  }),
  outside_hours: boolean('Whether some of it lies outside working hours', { column: 2 }),
} as const;

const timestamp = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** The visits in the order of the picture. */
export function scheduleRecords({ rows }: Schedule): readonly JsonObject[] {
  return rows.flatMap(({ technician, visits }) =>
    visits.map((visit) => ({
      appointment_id: visit.id,
      start: timestamp(visit.start),
      end: timestamp(visit.end),
      technician: technician?.name ?? null,
      user_id: visit.userId ?? null,
      status: visit.status,
      job_id: visit.jobId ?? null,
      job_title: visit.title,
      customer: visit.customer || null,
      town: visit.town || null,
      overlaps: visit.overlaps,
      outside_hours: visit.offHours,
    })),
  );
}
