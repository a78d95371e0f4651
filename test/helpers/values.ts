/** Small valid values for any declared field, by its kind: what a request needs in order to be accepted. */
import type { Enumeration, Field, Fields, List, Nested, Scalar, ScalarKind } from '../../src/spec/field.ts';
import { flagName } from '../../src/spec/flags.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';

/** What of the account the values can name. */
export interface Known {
  /** The number of some record, by the name of its resource. */
  readonly ids: Readonly<Record<string, number>>;
  /** The uid of some datafile. */
  readonly uid: string;
}

let serial = 0;
/** Text and addresses differ each time: the API matches records that are alike. */
const next = () => (serial += 1);

const SCALARS: Readonly<Record<ScalarKind, (field: Scalar, known: Known) => Json>> = {
  id: ({ of }, { ids }) => {
    const id = of === undefined ? 1 : ids[of];
    if (id === undefined) throw new Error(`no record of ${of} is known`);
    return id;
  },
  integer: ({ min = 1 }) => min,
  number: ({ min = 0 }) => min + 1.5,
  boolean: () => true,
  // An address, too: what another field says of a string can be that it must be one.
  string: () => `text${next()}@example.com`,
  text: () => `Text ${next()}\nof two lines`,
  // Each later than the one before: a span must not end before it begins.
  time: () => new Date(Date.UTC(2026, 10, 25, 14) + next() * 1000).toISOString().replace('.000Z', 'Z'),
  duration: () => 5400,
  email: () => `somebody${next()}@example.com`,
  phone: () => `+1555${1_000_000 + next()}`,
  zone: () => 'America/Chicago',
  date: () => '2026-11-24',
  file: (_, { uid }) => uid,
  secret: () => `secret ${next()}`,
};

/** A value; of nested objects what they must have. */
export function sampleOf(field: Field, known: Known): Json {
  if (field.kind === 'array') return elements(field, known);
  if (field.kind === 'object') return object(field, known);
  return field.kind === 'enumeration' ? lastOf(field) : SCALARS[field.kind](field, known);
}

/** Not the first, which is often what a record has anyway. */
function lastOf({ values }: Enumeration): string {
  const last = values.at(-1);
  if (last === undefined) throw new Error('an enumeration without values');
  return last;
}

const object = ({ fields }: Nested, known: Known): JsonObject => requiredBody(fields, known);

function elements({ item, least = 1, exactlyOne }: List, known: Known): Json {
  return Array.from({ length: least }, (_, index) => {
    const value = sampleOf(item, known);
    return exactlyOne !== undefined && index === 0 ? { ...(value as JsonObject), [exactlyOne]: true } : value;
  });
}

const bodyOf = (fields: Fields, known: Known, isMeant: (field: Field) => boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (isMeant(field) ? [[name, sampleOf(field, known)]] : [])),
  );

/** The smallest body with which a record can be created. */
export const requiredBody = (fields: Fields, known: Known): JsonObject =>
  bodyOf(fields, known, (field) => field.create === 'required');

/** A body that changes everything that can be changed, but for secrets, which no answer shows. */
export const changedBody = (fields: Fields, known: Known): JsonObject =>
  bodyOf(fields, known, (field) => field.update === true && field.kind !== 'secret');

/** A body as it is typed: `--job-id 123 --address {"street_1":"…"}`. */
export const asFlags = (body: JsonObject): string[] =>
  Object.entries(body).flatMap(([name, value]) => [`--${flagName(name)}`, asText(value)]);

/** A value as it is typed. */
export function asText(value: Json): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
