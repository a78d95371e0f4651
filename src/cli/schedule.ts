/** `dispatch schedule`: a day or a week as a dispatcher thinks of it. What it does is loaded when it runs. */
import { SCHEDULE_FIELDS } from '../output/schedule/records.ts';
import type { Command } from './command.ts';

/** As it would be typed. */
export const USUAL_INTERVAL = '30s';

export const scheduleCommand: Command = {
  name: 'schedule',
  about: 'The day at a glance: who is where when, what nobody is assigned to, what overlaps',
  notes: [
    'A row for each technician, unassigned visits on top. Two visits of one technician at once are marked as overlapping, those outside working hours as off-hours.',
    'Each visit has the number of its appointment: `dispatch appointments update 13 --user-id 456` gives #13 to technician 456, whom a TAB completes.',
    'With --output json, ndjson or csv, --fields or --query it gives one record for each visit.',
  ],
  examples: [
    'schedule',
    'schedule tomorrow --organization-id 3',
    'schedule monday --week --hours 7-19',
    'schedule --watch --interval 1m',
    'schedule --html today.html --force',
    'schedule -o json --query "[?outside_hours].appointment_id"',
  ],
  arguments: [
    {
      name: 'DAY',
      about: 'The day: today if not given, tomorrow, monday, 2026-11-24',
      optional: true,
      completes: 'day',
    },
  ],
  flags: () => [
    { name: 'week', about: 'Seven days, from DAY on' },
    {
      name: 'organization-id',
      value: 'ID',
      of: 'organizations',
      about: 'Only the visits and technicians of this organization',
    },
    { name: 'hours', value: 'FROM-UNTIL', about: 'Working hours by the local clock; 8-18 if not given' },
    { name: 'watch', about: 'Draw it anew in place until interrupted, or --timeout is over' },
    { name: 'interval', value: 'DURATION', about: `How often --watch reads; ${USUAL_INTERVAL} if not given` },
    { name: 'html', value: 'FILE|-', about: 'Write it as one self-contained page', completes: 'file' },
    { name: 'force', about: 'Replace an existing file' },
  ],
  fields: SCHEDULE_FIELDS,
  run: async (call) => (await import('./schedule-run.ts')).schedule(call),
};
