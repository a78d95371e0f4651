/** The schedule as a dispatcher thinks of it: a row for each technician, with what is amiss marked. */
import { type Day, touches, type WallClock, type WorkingHours, workingTime } from './days.ts';

/** A visit. All text is safe for a terminal and on one line; times are milliseconds since the epoch. */
export interface Visit {
  readonly id: number;
  /** Undefined: nobody is assigned. */
  readonly userId: number | undefined;
  readonly start: number;
  readonly end: number;
  readonly status: string;
  readonly jobId: number | undefined;
  readonly title: string;
  /** Empty where it is not known; so is the customer. */
  readonly town: string;
  readonly customer: string;
}

export interface Technician {
  readonly id: number;
  readonly name: string;
}

/** A visit with what is amiss. Canceled ones are in nobody's way. */
export interface MarkedVisit extends Visit {
  /** Numbers of the same technician's visits at the same time. */
  readonly overlaps: readonly number[];
  /** Some of it lies outside working hours. */
  readonly offHours: boolean;
}

export interface Row {
  /** Undefined: the visits that nobody is assigned to. */
  readonly technician: Technician | undefined;
  /** By their beginning. */
  readonly visits: readonly MarkedVisit[];
}

/** What a schedule is made of. */
export interface Plan {
  /** Consecutive days, at least one. */
  readonly days: readonly [Day, ...Day[]];
  readonly hours: WorkingHours;
  /** IANA name of the zone in which times are shown. */
  readonly zone: string;
  readonly clock: WallClock;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Schedule extends Plan {
  /** The unassigned visits first, where there are any; then the technicians by name, those without visits too. */
  readonly rows: readonly Row[];
}

export const isCanceled = ({ status }: Visit): boolean => status === 'canceled';

/** @param technicians everybody who can have visits; the visits of others are left out */
export function scheduleOf(plan: Plan, technicians: readonly Technician[], visits: readonly Visit[]): Schedule {
  const shown = visits
    .filter((visit) => plan.days.some((day) => touches(visit, day)))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
  const unassigned = shown.filter(({ userId }) => userId === undefined);
  const named = [...technicians].sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id);
  return {
    ...plan,
    rows: [
      ...(unassigned.length > 0
        ? [{ technician: undefined, visits: unassigned.map((visit) => mark(visit, [], plan)) }]
        : []),
      ...named.map((technician) => {
        const own = shown.filter(({ userId }) => userId === technician.id);
        return { technician, visits: own.map((visit) => mark(visit, own, plan)) };
      }),
    ],
  };
}

function mark(visit: Visit, own: readonly Visit[], plan: Plan): MarkedVisit {
  if (isCanceled(visit)) return { ...visit, overlaps: [], offHours: false };
  const overlaps = own
    .filter((other) => other !== visit && !isCanceled(other) && other.start < visit.end && visit.start < other.end)
    .map(({ id }) => id);
  return { ...visit, overlaps, offHours: isOffHours(visit, plan) };
}

/** Only what lies in the days shown counts: of other days nobody has asked. */
const isOffHours = ({ start, end }: Visit, { days, hours, clock }: Plan): boolean =>
  days.some((day) => {
    if (!touches({ start, end }, day)) return false;
    const work = workingTime(day, hours, clock);
    return Math.max(start, day.from) < work.from || Math.min(end, day.until) > work.until;
  });

export const hasVisits = ({ rows }: Schedule): boolean => rows.some(({ visits }) => visits.length > 0);

/** How many visits there are, and of how many one should know. */
export interface Counts {
  /** Canceled ones are not among them. */
  readonly visits: number;
  readonly unassigned: number;
  readonly overlapping: number;
  readonly offHours: number;
  readonly canceled: number;
}

export function countsOf({ rows }: Schedule): Counts {
  const all = rows.flatMap(({ technician, visits }) => visits.map((visit) => ({ technician, ...visit })));
  const live = all.filter((visit) => !isCanceled(visit));
  return {
    visits: live.length,
    unassigned: live.filter(({ technician }) => technician === undefined).length,
    overlapping: live.filter(({ overlaps }) => overlaps.length > 0).length,
    offHours: live.filter(({ offHours }) => offHours).length,
    canceled: all.length - live.length,
  };
}
