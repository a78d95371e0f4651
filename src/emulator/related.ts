/** Organizations and customers that come with another record: matched, or made as if they had been sent alone. */
import type { JsonObject } from '../spec/json.ts';
import { sameCustomer, sameOrganization } from './matching.ts';
import { createUserOf } from './organizations.ts';
import type { Records } from './records.ts';

/** The number of the organization. */
export function organizationFor(sent: JsonObject, records: Records): number {
  const existing = sameOrganization(sent, records);
  if (existing) return existing.id;
  const made = records.insert('organizations', sent);
  createUserOf(made, records);
  return made.id;
}

/** The number of the customer. */
export function customerFor(sent: JsonObject, records: Records): number {
  return (sameCustomer(sent, records) ?? records.insert('customers', sent)).id;
}
