/** Records of the seeded account: its rows, placed around the present moment. */
import type { JsonObject } from '../spec/json.ts';
import {
  BRANDS,
  CUSTOMERS,
  FILES,
  JOBS,
  NOTES,
  ORGANIZATIONS,
  PICTURE,
  SOURCES,
  SURVEYS,
  THIRD_PARTY,
  THIRD_PARTY_USER,
  USERS,
  VISITS,
  VISITS_NOW,
} from './account-rows.ts';
import { zoneOfPostalCode } from './postal-zones.ts';
import { type Stored, timestamp } from './records.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Account {
  /** By the name of the resource. */
  readonly records: Readonly<Record<string, readonly Stored[]>>;
  readonly files: readonly { readonly uid: string; readonly content: Buffer; readonly record: JsonObject }[];
}

/** The account as it stands at a moment, in milliseconds since the epoch. */
export function account(now: number): Account {
  const joined = stamps(now - 30 * DAY_MS);
  const booked = stamps(now - 8 * DAY_MS);
  const customers = CUSTOMERS.map(customer);
  const customersById = new Map(customers.map((record) => [record.id, record]));
  const appointments = appointmentsAt(now, customersById);
  return {
    records: {
      sources: SOURCES.map(([id, name, title]) => ({ id, name, title, ...joined })),
      brands: BRANDS.map(([id, name, phone_number, email, logo_token]) => ({
        id,
        name,
        phone_number,
        email,
        logo_token,
        ...joined,
      })),
      organizations: ORGANIZATIONS.map(([id, name, email, phone_number, externalId, ...place]) => ({
        id,
        name,
        email,
        phone_number,
        external_ids: [externalId],
        address: address(place),
        ...joined,
      })),
      users: USERS.map(([id, organization_id, first_name, last_name, phone_number, roles]) => ({
        id,
        organization_id,
        first_name,
        last_name,
        phone_number,
        email: `${first_name}.${last_name}@example.com`.toLowerCase(),
        roles: roles === 'both' ? ['dispatcher', 'technician'] : [roles],
        ...(id === THIRD_PARTY_USER && { [THIRD_PARTY]: true }),
        ...joined,
      })),
      customers: customers.map((record) => ({ ...record, ...booked })),
      jobs: JOBS.map(([id, customerId, brand_id, source_id, service_type, title, description, status]) => {
        const { organization_id = null, home_address = null, ...person } = customersById.get(customerId) ?? {};
        return {
          id,
          title,
          description,
          service_type,
          customer_id: customerId,
          organization_id,
          brand_id,
          source_id,
          external_ids: [`WO-${id}`],
          address: home_address,
          contacts: [contact(id, person)],
          status: status ?? jobStatus(appointments.filter(({ job_id }) => job_id === id).map((one) => one.status)),
          ...booked,
        };
      }),
      appointments: appointments.map((record) => ({ ...record, ...booked })),
      attachments: NOTES.map(([id, entity_id, description]) => ({
        id,
        entity_type: 'Job',
        entity_id,
        description,
        ...booked,
      })),
      'survey-responses': SURVEYS.map(([id, job_id, appointment_id, rating, message]) => ({
        id,
        job_id,
        appointment_id,
        rating,
        message,
        ...booked,
      })),
    },
    files: FILES.map(([uid, filename]) => ({
      uid,
      content: PICTURE,
      record: { bucket_id: null, created_at: joined.created_at, filename, mime_type: 'image/png', name: '', uid },
    })),
  };
}

type Person = (typeof CUSTOMERS)[number];
type Place = readonly [street: string, city: string, state: string, postalCode: string];

function customer([id, organization_id, first_name, last_name, number, ...place]: Person) {
  return {
    id,
    organization_id,
    first_name,
    last_name,
    email: `${first_name}.${last_name}@example.com`.toLowerCase().replace(/[^a-z.@]/g, ''),
    phone_numbers: [{ number, primary: true, type: 'mobile' }],
    home_address: address(place),
    external_ids: [`C-${id}`],
  };
}

function address([street_1, city, state, postal_code]: Place) {
  return { street_1, street_2: null, city, state, postal_code, timezone: zoneOfPostalCode(postal_code) ?? null };
}

function contact(
  id: number,
  { first_name, last_name, phone_numbers }: Partial<ReturnType<typeof customer>>,
): JsonObject {
  const value = phone_numbers?.[0]?.number ?? null;
  return {
    id,
    first_name: first_name ?? null,
    last_name: last_name ?? null,
    primary: true,
    relationship: 'owner',
    contact_methods: [{ id, method: 'phone', value, notify: true }],
  };
}

type VisitStatus = 'draft' | 'scheduled' | 'enroute' | 'started' | 'complete' | 'canceled';

function appointmentsAt(now: number, customers: ReadonlyMap<number, ReturnType<typeof customer>>) {
  const owners = new Map(JOBS.map(([job, owner]) => [job, customers.get(owner)]));
  const visit = (
    id: number,
    job_id: number,
    user_id: number | null,
    start: number,
    hours: number,
    status: VisitStatus,
  ) => ({
    id,
    job_id,
    organization_id: owners.get(job_id)?.organization_id ?? null,
    status,
    time: timestamp(start),
    duration: hours * 3600,
    user_id,
  });
  return [
    ...VISITS.map(([id, job, user, day, clock, hours, status]) => {
      const zone = owners.get(job)?.home_address.timezone ?? 'UTC';
      const start = localTime(now, day, clock, zone);
      return visit(id, job, user, start, hours, status ?? visitStatus(now, start, hours, user));
    }),
    ...VISITS_NOW.map(([id, job, user, minutes, hours, status]) => {
      const start = Math.round(now / (5 * MINUTE_MS)) * 5 * MINUTE_MS + minutes * MINUTE_MS;
      return visit(id, job, user, start, hours, status);
    }),
  ];
}

/** Nobody can have begun a visit that has no technician. */
function visitStatus(now: number, start: number, hours: number, user: number | null): VisitStatus {
  if (now < start || user === null) return 'scheduled';
  return now < start + hours * HOUR_MS ? 'started' : 'complete';
}

function jobStatus(visits: readonly VisitStatus[]): string {
  if (visits.some((status) => ['scheduled', 'enroute', 'started'].includes(status))) return 'scheduled';
  return visits.includes('complete') && !visits.includes('draft') ? 'complete' : 'unscheduled';
}

function stamps(ms: number) {
  return { created_at: timestamp(ms), updated_at: timestamp(ms) };
}

/** The moment at which a clock in the zone shows `clock`, `day` days from today there. */
function localTime(now: number, day: number, clock: string, zone: string): number {
  const today = wallClock(now, zone).slice(0, 10);
  const asUtc = Date.parse(`${today}T${clock}:00Z`) + day * DAY_MS;
  const offset = Date.parse(`${wallClock(asUtc, zone)}Z`) - asUtc;
  return asUtc - offset;
}

/** `2026-11-24T09:30:00` in the zone; the Swedish format is the ISO one but for the space. */
function wallClock(ms: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return format.format(ms).replace(' ', 'T');
}
