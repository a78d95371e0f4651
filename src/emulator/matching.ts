/**
 * Records that count as the same one: the API answers them instead of creating another (reference: Requests). The rules
 * are told in docs/design-notes.md.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject } from './http.ts';
import type { Records, Stored } from './records.ts';

/** Two of four facts in common (reference: organizations). */
export function sameOrganization(sent: JsonObject, records: Records): Stored | undefined {
  if (sent['always_create'] === true) return undefined;
  const facts = ['name', 'address', 'phone_number', 'email'];
  return records
    .page('organizations', [], -1, 0)
    .records.find((record) => facts.filter((fact) => isSame(record[fact], sent[fact])).length >= 2);
}

/** The document does not say when customers merge; here it is the e-mail address or the first telephone number. */
export function sameCustomer(sent: JsonObject, records: Records): Stored | undefined {
  return records
    .where('customers', 'organization_id', Number(sent['organization_id']))
    .find((record) => isSame(record['email'], sent['email']) || isSame(firstNumber(record), firstNumber(sent)));
}

function firstNumber({ phone_numbers: numbers }: JsonObject): Json | undefined {
  const first = Array.isArray(numbers) ? (numbers as readonly Json[])[0] : undefined;
  return isObject(first) ? first['number'] : undefined;
}

/** Whether both say the same. What neither says is nothing that they have in common. */
function isSame(one: Json | undefined, other: Json | undefined): boolean {
  const [essence, another] = [essenceOf(one), essenceOf(other)];
  return essence !== undefined && isDeepStrictEqual(essence, another);
}

/** A value without what makes no difference: case, space around it, parts of an address that say nothing, and its zone. */
function essenceOf(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.trim().toLowerCase() || undefined;
  if (!isObject(value)) return value ?? undefined;
  const parts = Object.entries(value).flatMap(([name, part]): [string, Json][] => {
    const essence = name === 'timezone' ? undefined : essenceOf(part);
    return essence === undefined ? [] : [[name, essence]];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
