/** Records that count as the same one: the API answers them instead of creating another (reference: Requests). */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject } from './http.ts';
import type { Records, Stored } from './records.ts';

const given = (value: Json | undefined) => value !== undefined && value !== null && value !== '';

/** Two of four facts in common (reference: organizations). */
export function sameOrganization(sent: JsonObject, records: Records): Stored | undefined {
  if (sent['always_create'] === true) return undefined;
  const facts = ['name', 'address', 'phone_number', 'email'].filter((fact) => given(sent[fact]));
  return records
    .page('organizations', [], -1, 0)
    .records.find((record) => facts.filter((fact) => isDeepStrictEqual(record[fact], sent[fact])).length >= 2);
}

/** The document does not say when customers merge; here it is the e-mail address or the first telephone number. */
export function sameCustomer(sent: JsonObject, records: Records): Stored | undefined {
  return records
    .where('customers', 'organization_id', Number(sent['organization_id']))
    .find(
      (record) =>
        (given(sent['email']) && record['email'] === sent['email']) ||
        (given(firstNumber(sent)) && firstNumber(record) === firstNumber(sent)),
    );
}

function firstNumber({ phone_numbers: numbers }: JsonObject): Json | undefined {
  const first = Array.isArray(numbers) ? (numbers as readonly Json[])[0] : undefined;
  return isObject(first) ? first['number'] : undefined;
}

/** The number of the organization, made if there is none like it. */
export function organizationFor(sent: JsonObject, records: Records): number {
  const { always_create, create_user, ...values } = sent;
  return (sameOrganization(sent, records) ?? records.insert('organizations', values)).id;
}

/** The number of the customer, made if the organization has none like it. */
export function customerFor(sent: JsonObject, records: Records): number {
  return (sameCustomer(sent, records) ?? records.insert('customers', sent)).id;
}
