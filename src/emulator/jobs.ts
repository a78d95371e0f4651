/** The actions of jobs (reference: jobs). */
import { appointments } from '../resources/appointments.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { ActionCall, Outcome } from './behaviour.ts';
import { isObject, Refusal } from './http.ts';
import type { Records } from './records.ts';
import { customerFor, organizationFor } from './related.ts';

/** Seconds that an appointment takes when nothing is said. */
export const USUAL_LENGTH = appointments.fields.duration.otherwise ?? null;

/** Scheduled with an appointment, unscheduled without. */
export function acceptJob({ record, body, records }: ActionCall): Outcome {
  const { appointment } = body;
  if (!record || !isObject(appointment)) return { values: { status: 'unscheduled' } };
  records.insert('appointments', {
    duration: USUAL_LENGTH,
    ...appointment,
    job_id: record.id,
    organization_id: record['organization_id'] ?? null,
    status: 'scheduled',
  });
  return { values: { status: 'scheduled' } };
}

export function cancelAppointments(records: Records, job: number): void {
  for (const appointment of records.where('appointments', 'job_id', job)) {
    records.update('appointments', appointment, { status: 'canceled' });
  }
}

/** Makes the organization and the customer, which come nested instead of as numbers. */
export function createWithRelations({ body, records }: ActionCall): Outcome {
  const { organization, customer, ...job } = body;
  const organization_id = organizationFor(isObject(organization) ? organization : {}, records);
  const customer_id = customerFor({ ...(isObject(customer) ? customer : {}), organization_id }, records);
  return { values: { ...job, organization_id, customer_id } };
}

/** Contacts and the ways to reach them get numbers of their own. */
export function withNumbers(values: JsonObject, records: Records): JsonObject {
  const { contacts } = values;
  if (!Array.isArray(contacts)) return values;
  const numbered = (sequence: string, items: readonly Json[]): Json[] =>
    items.map((item) => (isObject(item) ? { ...item, id: item['id'] ?? records.nextNumber(sequence) } : item));
  return {
    ...values,
    contacts: numbered('contacts', contacts).map((contact) =>
      isObject(contact) && Array.isArray(contact['contact_methods'])
        ? { ...contact, contact_methods: numbered('contact-methods', contact['contact_methods']) }
        : contact,
    ),
  };
}

export function replaceContacts({ body }: ActionCall): Outcome {
  return { values: body };
}

/** @throws Refusal 404 when the job has no such contact */
export function updateContact({ record, params, body, records }: ActionCall): Outcome {
  const contacts = (record?.['contacts'] ?? []) as readonly JsonObject[];
  const number = Number(params['contact_id']);
  const contact = contacts.find(({ id }) => id === number);
  if (!contact) throw new Refusal(404, 'Not found');
  const changed = { ...contact, ...body };
  const values = withNumbers({ contacts: contacts.map((one) => (one === contact ? changed : one)) }, records);
  const answer = (values['contacts'] as readonly JsonObject[]).find(({ id }) => id === number) ?? changed;
  return { values, answer };
}
