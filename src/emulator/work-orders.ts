/** Work orders create a job with its customer and organization, and cancel it (reference: work_orders). */
import type { Json, JsonObject } from '../spec/json.ts';
import type { ActionCall, Outcome } from './behaviour.ts';
import { isObject, Refusal } from './http.ts';
import { cancelAppointments } from './jobs.ts';
import type { Records, Stored } from './records.ts';
import { customerFor, organizationFor } from './related.ts';

/** What of the job is the order's own. */
const SHARED = ['title', 'description', 'service_type', 'brand_id'] as const;
/** Names the order in its job, and is answered nowhere. */
const OWNER = 'work_order_id';

/** @throws Refusal 422 when no organization would get the order */
export function createJobFor(order: Stored, records: Records): void {
  const organization_id = receiverOf(order, records);
  const customer = objects(order['contacts']).find(({ primary }) => primary === true);
  records.insert('jobs', {
    ...Object.fromEntries(SHARED.map((name) => [name, order[name] ?? null])),
    address: placeOf(order),
    external_ids: listed(order['external_id']),
    status: order['orchestration'] === 'direct_assign' ? 'unscheduled' : 'offered',
    organization_id,
    customer_id:
      customer && organization_id ? customerFor(customerOf(customer, order, organization_id), records) : null,
    [OWNER]: order.id,
  });
}

/** The number of the organization that gets the order: the one that is named, or one that is matched or made. */
function receiverOf(order: Stored, records: Records): number | null {
  const [organization] = objects(order['organizations']);
  // Exactly one in direct_offer and direct_assign.
  if (!organization && String(order['orchestration']).startsWith('direct_')) refuse('organizations', 'must have one');
  if (!organization) return null;
  const { id, external_id = null, ...values } = organization;
  if (typeof id === 'number') return id;
  const [known] = typeof external_id === 'string' ? records.holding('organizations', 'external_ids', external_id) : [];
  if (known) return known.id;
  if (!values['name']) refuse('organizations[0]', 'must exist, or have a name');
  return organizationFor({ ...values, external_ids: listed(external_id) }, records);
}

function customerOf(contact: JsonObject, order: Stored, organization_id: number): JsonObject {
  const { first_name = null, last_name = null, company_name = null, notes = null, billing_address = null } = contact;
  return {
    ...{ organization_id, first_name, last_name, company_name, notes, billing_address },
    external_ids: listed(contact['external_id']),
    email: preferredFirst(contact['email_addresses'])[0]?.['value'] ?? null,
    phone_numbers: preferredFirst(contact['phone_numbers']).map(({ value = null, label = null }, index) => ({
      number: value,
      primary: index === 0,
      type: label,
    })),
    home_address: placeOf(order),
  };
}

/** Where the work is done, as jobs and customers have it: a location of their kind has no identifier. */
function placeOf({ location }: Stored): Json {
  if (!isObject(location)) return null;
  const { external_id, ...place } = location;
  return place;
}

export function cancelJobOf({ record, records }: ActionCall): Outcome {
  for (const job of record ? records.where('jobs', OWNER, record.id) : []) {
    records.update('jobs', job, { status: 'canceled' });
    cancelAppointments(records, job.id);
  }
  return { values: {} };
}

function refuse(field: string, message: string): never {
  throw new Refusal(422, 'Validation failed', { [field]: [message] });
}

const listed = (value: Json | undefined): Json[] => (typeof value === 'string' && value !== '' ? [value] : []);

const preferredFirst = (value: Json | undefined): readonly JsonObject[] =>
  [...objects(value)].sort((one, other) => Number(other['preferred'] === true) - Number(one['preferred'] === true));

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
