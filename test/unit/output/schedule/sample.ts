/** A fixed small day, the one that docs/schedule.txt shows. */
import { type Day, wallClock } from '../../../../src/output/schedule/days.ts';
import {
  type Plan,
  type Schedule,
  scheduleOf,
  type Technician,
  type Visit,
} from '../../../../src/output/schedule/model.ts';

const ZONE = 'America/Chicago';

/** Tuesday 24 November 2026 in Chicago, six hours behind UTC. */
export const DAY: Day = {
  date: '2026-11-24',
  from: Date.parse('2026-11-24T06:00:00Z'),
  until: Date.parse('2026-11-25T06:00:00Z'),
};

/** The plan of that day at 11:24, with what a test wants otherwise. */
export const planOf = (changes: Partial<Plan> = {}): Plan => ({
  days: [DAY],
  hours: { from: 8, until: 18 },
  zone: ZONE,
  clock: wallClock(ZONE),
  now: Date.parse('2026-11-24T17:24:00Z'),
  ...changes,
});

/** A visit of technician 456 from 09:00 to 11:00 that day, with what a test wants otherwise. */
export const visitOf = (changes: Partial<Visit> = {}): Visit => ({
  id: 1,
  userId: 456,
  start: Date.parse('2026-11-24T15:00:00Z'),
  end: Date.parse('2026-11-24T17:00:00Z'),
  status: 'scheduled',
  jobId: 123,
  title: 'Leaking tap',
  town: 'Evanston',
  customer: 'Aisha Coleman',
  ...changes,
});

type Line = readonly [
  id: number,
  user: number | undefined,
  start: string,
  end: string,
  status: string,
  title: string,
  town: string,
  customer: string,
];
// biome-ignore format: one visit a line
const VISITS: readonly Line[] = [
  [9, undefined, '16:00', '18:00', 'scheduled', 'Yearly boiler inspection', 'Chicago', 'Walter Jennings'],
  [21, undefined, '13:00', '15:00', 'scheduled', 'Outlets dead in one room', 'Evanston', 'Aisha Coleman'],
  [5, 456, '08:00', '10:00', 'complete', 'Furnace does not ignite', 'Oak Park', 'Peter Lindqvist'],
  [7, 456, '11:00', '12:30', 'started', 'Kitchen sink backs up', 'Evanston', 'Aisha Coleman'],
  [6, 789, '09:30', '12:30', 'started', 'Water heater replacement', 'Chicago', 'Walter Jennings'],
  [8, 789, '12:00', '13:00', 'scheduled', 'Dishwasher leaks at the door', 'Kenosha', 'Maria Delgado'],
  [26, 790, '10:00', '11:00', 'canceled', 'Thermostat replacement', 'Oak Park', 'Peter Lindqvist'],
  [11, 790, '12:30', '14:30', 'enroute', 'Heat pump installation', 'Kenosha', 'Maria Delgado'],
  [38, 790, '17:00', '19:30', 'scheduled', 'Burst pipe in the basement', 'Chicago', 'Jerome Washington'],
];

const TECHNICIANS: readonly Technician[] = [
  { id: 790, name: 'Tomasz Nowak' },
  { id: 456, name: 'Marcus Bell' },
  { id: 803, name: 'Grace Kim' },
  { id: 789, name: 'Priya Raman' },
];

const at = (time: string): number => Date.parse(`2026-11-24T${time}:00-06:00`);

const SAMPLE_VISITS: readonly Visit[] = VISITS.map(([id, userId, start, end, status, title, town, customer]) =>
  visitOf({ id, userId, start: at(start), end: at(end), status, title, town, customer, jobId: 100 + id }),
);

export const sampleSchedule = (changes: Partial<Plan> = {}): Schedule =>
  scheduleOf(planOf(changes), TECHNICIANS, SAMPLE_VISITS);
