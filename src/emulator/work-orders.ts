/** Work orders create a job with its customer and organization, and cancel it (reference: work_orders). */
import type { Json, JsonObject } from '../spec/json.ts';
import type { ActionCall, Outcome } from './behaviour.ts';
import { isObject } from './http.ts';
import { cancelAppointments } from './jobs.ts';
import { customerFor, organizationFor } from './matching.ts';
import type { Records, Stored } from './records.ts';

/** The job's external identifier names the order, so that it is found again. */
const reference = (order: Stored) => `work-order-${order.id}`;

export function createJobFor(order: Stored, records: Records): void {
  const organization = objects(order['organizations'])[0] ?? {};
  const organization_id =
    typeof organization['id'] === 'number' ? organization['id'] : organizationFor(organization, records);
  const contact = objects(order['contacts']).find(({ primary }) => primary === true) ?? {};
  const customer_id = customerFor(
    {
      organization_id,
      first_name: contact['first_name'] ?? null,
      last_name: contact['last_name'] ?? null,
      company_name: contact['company_name'] ?? null,
      email: objects(contact['email_addresses'])[0]?.['value'] ?? null,
      phone_numbers: objects(contact['phone_numbers']).map(({ value = null }) => ({ number: value, primary: true })),
      home_address: order['location'] ?? null,
    },
    records,
  );
  records.insert('jobs', {
    title: order['title'] ?? null,
    description: order['description'] ?? null,
    service_type: order['service_type'] ?? null,
    brand_id: order['brand_id'] ?? null,
    address: order['location'] ?? null,
    external_ids: [reference(order)],
    status: order['orchestration'] === 'direct_assign' ? 'unscheduled' : 'offered',
    organization_id,
    customer_id,
  });
}

export function cancelJobOf({ record, records }: ActionCall): Outcome {
  const owner = record && reference(record);
  const named = {
    sql: 'EXISTS (SELECT 1 FROM json_each(body, ?) WHERE value = ?)',
    values: ['$.external_ids', owner ?? ''],
  };
  for (const job of records.page('jobs', [named], -1, 0).records) {
    records.update('jobs', job, { status: 'canceled' });
    cancelAppointments(records, job.id);
  }
  return { values: {} };
}

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
