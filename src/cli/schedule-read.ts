/** Reads what a schedule shows: visits with their jobs and customers, and the technicians. */
import type { Query } from '../api/types.ts';
import { AuthError, NotFoundError } from '../errors.ts';
import { filterQuery } from '../input/filters.ts';
import type { Clock } from '../input/times.ts';
import { oneLine } from '../output/safe.ts';
import { HOUR, type Span } from '../output/schedule/days.ts';
import type { Technician, Visit } from '../output/schedule/model.ts';
import { appointments } from '../resources/appointments.ts';
import { customers } from '../resources/customers.ts';
import { jobs } from '../resources/jobs.ts';
import { users } from '../resources/users.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { labelOf } from '../spec/label.ts';
import type { Of, Resource } from '../spec/resource.ts';
import { FlagValues } from './command.ts';
import { fetchAll, fetchRecord } from './fetch.ts';
import type { Session } from './session.ts';

/** How long before the days shown a visit can have begun and still reach into them: the API filters by the beginning alone. */
const LONGEST_MS = 24 * HOUR;
/** The API's own default for a visit that does not say how long it takes, in seconds (reference: appointments). */
const USUAL_SECONDS = appointments.fields.duration.otherwise ?? 0;
/** Requests for single records at the same time. */
const AT_ONCE = 8;

export interface Found {
  readonly visits: readonly Visit[];
  readonly technicians: readonly Technician[];
}

/** The lists that are read: the appointments of the span, and the technicians. */
export interface Queries {
  readonly appointments: Query;
  readonly users: Query;
}

/** @param organization number of the one whose schedule it is; undefined: all. @throws UsageError for a malformed number */
export async function queriesFor(span: Span, organization: string | undefined, clock: Clock): Promise<Queries> {
  const owner: readonly [string, string[]][] = organization === undefined ? [] : [['organization-id', [organization]]];
  const asked = (flags: readonly [string, string[]][]) => new FlagValues(new Map([...flags, ...owner]));
  const iso = (at: number) => new Date(at).toISOString();
  const range: [string, string[]][] = [
    ['from', [iso(span.from - LONGEST_MS)]],
    ['until', [iso(span.until)]],
  ];
  return {
    appointments: await filterQuery(appointments, asked(range), clock),
    users: await filterQuery(users, asked([['roles', ['technician']]]), clock),
  };
}

/** Reads schedules; each user, job and customer is asked for once, however often and in whatever visits it occurs. */
export class ScheduleReader {
  private readonly known = new Map<string, Promise<JsonObject | undefined>>();

  constructor(private readonly session: Session) {}

  /** What touches the span. @throws whatever the requests throw, but for single records that are gone or not to be seen */
  async read(span: Span, queries: Queries): Promise<Found> {
    const [found, listed] = await Promise.all([
      fetchAll(this.session, appointments, queries.appointments),
      fetchAll(this.session, users, queries.users),
    ]);
    const placed = found.flatMap((record) => {
      const visit = placeOf(record);
      return visit && visit.start < span.until && visit.end >= span.from ? [visit] : [];
    });
    const names = new Map(listed.flatMap((user) => (typeof user['id'] === 'number' ? [[user['id'], user]] : [])));
    const strangers = new Set(
      placed.flatMap(({ userId }) => (userId === undefined || names.has(userId) ? [] : [userId])),
    );
    const jobIds = new Set(placed.flatMap(({ jobId }) => jobId ?? []));
    await atOnce([
      ...[...strangers].map((id) => async () => void names.set(id, (await this.record(users, id)) ?? {})),
      ...[...jobIds].map((id) => async () => void (await this.customerOf(await this.record(jobs, id)))),
    ]);
    return {
      technicians: [...names].map(([id, user]) => ({ id, name: safe(labelOf(user)) || `technician ${id}` })),
      visits: await Promise.all(placed.map((visit) => this.described(visit))),
    };
  }

  private async described(visit: Placed): Promise<Visit> {
    const job: Of<typeof jobs> = visit.jobId === undefined ? {} : ((await this.record(jobs, visit.jobId)) ?? {});
    const customer: Of<typeof customers> = (await this.customerOf(job)) ?? {};
    return {
      ...visit,
      title: safe(job.title) || (visit.jobId === undefined ? 'no job' : `job ${visit.jobId}`),
      town: safe(job.address?.city) || safe(customer.home_address?.city),
      customer: safe(labelOf(customer)),
    };
  }

  private async customerOf(job: Of<typeof jobs> | undefined): Promise<JsonObject | undefined> {
    return typeof job?.customer_id === 'number' ? this.record(customers, job.customer_id) : undefined;
  }

  /** The record; undefined where it is gone or the account may not see it: the visit is shown all the same. */
  private record(resource: Resource, id: number): Promise<JsonObject | undefined> {
    const key = `${resource.name} ${id}`;
    const known = this.known.get(key);
    if (known) return known;
    const fetched = fetchRecord(this.session, resource, id).catch((error) => {
      if (error instanceof NotFoundError || (error instanceof AuthError && error.status === 403)) return undefined;
      this.known.delete(key);
      throw error;
    });
    this.known.set(key, fetched);
    return fetched;
  }
}

type Placed = Omit<Visit, 'title' | 'town' | 'customer'>;

/** When and whose an appointment is; undefined without a time, which the API's own filter leaves out. */
function placeOf(appointment: Of<typeof appointments>): Placed | undefined {
  const { id, time, duration, status, job_id: job, user_id: user } = appointment;
  const start = Date.parse(time ?? '');
  if (typeof id !== 'number' || Number.isNaN(start)) return undefined;
  const seconds = typeof duration === 'number' && duration >= 0 ? duration : USUAL_SECONDS;
  return {
    id,
    start,
    end: start + seconds * 1000,
    status: safe(status) || 'no status',
    jobId: typeof job === 'number' ? job : undefined,
    userId: typeof user === 'number' ? user : undefined,
  };
}

const safe = (value: Json | undefined): string => (typeof value === 'string' ? oneLine(value).trim() : '');

/** Does all of it, so many pieces at the same time; after the first failure nothing more is begun. */
async function atOnce(work: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...work];
  const worker = async () => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) await piece();
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    waiting.length = 0;
  }
}
