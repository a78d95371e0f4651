/** Whether a JSON value is one that a field can hold, and the form in which it is kept. */
import type { Enumeration, Fields, Scalar, ScalarKind } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { zoneOfPostalCode } from './postal-zones.ts';
import { timestamp } from './records.ts';

/** What is wrong with a value, to follow the field's name: `must be a whole number`. */
export class WrongValue extends Error {}

interface Kind {
  readonly accepts: (value: Json) => boolean;
  readonly means: string;
}

const isText = (value: Json): value is string => typeof value === 'string';
const looksLike = (pattern: RegExp) => (value: Json) => isText(value) && pattern.test(value);
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const TEXT: Kind = { accepts: isText, means: 'must be a string' };
const LENGTH: Kind = {
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  means: 'must be a whole number of seconds',
};

const KINDS: Readonly<Record<ScalarKind, Kind>> = {
  id: { accepts: (value) => Number.isSafeInteger(value) && Number(value) > 0, means: 'must be the number of a record' },
  integer: { accepts: Number.isSafeInteger, means: 'must be a whole number' },
  number: { accepts: (value) => typeof value === 'number', means: 'must be a number' },
  boolean: { accepts: (value) => typeof value === 'boolean', means: 'must be true or false' },
  string: TEXT,
  text: TEXT,
  secret: TEXT,
  file: { accepts: isText, means: 'must be the uid of a datafile' },
  time: {
    accepts: (value) => isText(value) && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
    means: 'must be an ISO 8601 timestamp with its zone',
  },
  date: { accepts: looksLike(/^\d{4}-\d\d-\d\d$/), means: 'must be a date like 2026-11-24' },
  duration: LENGTH,
  email: { accepts: looksLike(/^[^\s@]+@[^\s@]+$/), means: 'must be an e-mail address' },
  phone: { accepts: looksLike(/^\+\d{4,15}$/), means: 'must be a telephone number like +15551234567' },
  zone: { accepts: isZone, means: 'must be the name of a time zone' },
};

function isZone(value: Json): boolean {
  if (!isText(value)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The value as it is kept: moments in UTC with whole seconds, everything else unchanged.
 * @throws WrongValue
 */
export function checkedValue(field: Scalar | Enumeration, value: Json): Json {
  if (field.kind === 'enumeration') {
    if (isText(value) && field.values.includes(value)) return value;
    throw new WrongValue(`must be one of ${field.values.join(', ')}`);
  }
  const kind = KINDS[field.kind];
  if (!kind.accepts(value)) throw new WrongValue(kind.means);
  if (field.pattern && !field.pattern.like.test(String(value))) throw new WrongValue(`must be ${field.pattern.means}`);
  if (field.min !== undefined && Number(value) < field.min) throw new WrongValue(`must be at least ${field.min}`);
  if (field.max !== undefined && Number(value) > field.max) throw new WrongValue(`must be at most ${field.max}`);
  return field.kind === 'time' ? timestamp(Date.parse(String(value))) : value;
}

/** How a value of this kind is worked out from the text of another field. */
const SOURCES: Partial<Readonly<Record<ScalarKind, (text: string) => string | undefined>>> = { zone: zoneOfPostalCode };

/** What an object lacks and the declaration says is worked out from another of its fields. */
export function workedOut(fields: Fields, values: JsonObject): JsonObject {
  const found: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'object' || field.kind === 'array' || field.kind === 'enumeration') continue;
    const source = field.from === undefined ? undefined : values[field.from];
    if (typeof source !== 'string' || (values[name] ?? null) !== null) continue;
    const value = SOURCES[field.kind]?.(source);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

const NUMERIC: readonly ScalarKind[] = ['id', 'integer', 'number', 'duration'];

/**
 * The value of a filter, which comes as text.
 * @throws WrongValue
 */
export function filterValue(field: Scalar | Enumeration, text: string): string | number {
  let value: Json = text;
  if (field.kind !== 'enumeration') {
    if (NUMERIC.includes(field.kind) && /^-?\d+(\.\d+)?$/.test(text)) value = Number(text);
    if (field.kind === 'boolean') value = text === 'true' || (text === 'false' ? false : text);
  }
  const checked = checkedValue(field, value);
  return typeof checked === 'boolean' ? Number(checked) : (checked as string | number);
}
