/** Whether a JSON value is what a declaration says, down to the last element. */
import type { Enumeration, Field, Fields, List, Nested, Scalar, ScalarKind } from '../spec/field.ts';
import { canSendWithin } from '../spec/flags.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { suggest } from '../spec/suggest.ts';
import { isDay, isTimestamp } from './iso.ts';
import { isObject } from './json.ts';
import { quote } from './quote.ts';
import { isZone } from './zones.ts';

/** Whether fields that a nested object lacks are told: `partial` for who tells of them in another way. */
type Extent = 'whole' | 'partial';

/** What is wrong with a value, one message each: `phone_numbers[0].number: must be …`. */
export function checkValue(field: Field, value: Json, path: string, extent: Extent = 'whole'): string[] {
  if (value === null && field.create !== 'required') return [];
  if (value === '' && field.create === 'required') return [`${path}: must not be empty`];
  if (field.kind === 'object' && isObject(value)) return checkFields(field, value, path, extent);
  if (field.kind === 'array' && Array.isArray(value)) return checkElements(field, value, path);
  if (field.kind !== 'object' && field.kind !== 'array' && fits(field, value)) return [];
  return [`${path}: must be ${expects(field)}, not ${shown(value)}`];
}

function checkFields(
  { fields, rules = [], inOrder }: Nested,
  value: JsonObject,
  path: string,
  extent: Extent,
): string[] {
  const problems = Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return [unknownField(`${path}.${name}`, name, fields)];
    if (!canSendWithin(field)) return [`${path}.${name}: ${SET_BY_DISPATCH}`];
    return checkValue(field, inner, `${path}.${name}`, extent);
  });
  for (const { field, values, other, like, means } of rules) {
    const [one, another] = [value[field], value[other]];
    const applies = typeof one === 'string' && values.includes(one) && typeof another === 'string';
    if (applies && !like.test(another)) problems.push(`${path}.${other}: must be ${means}, not ${quote(another)}`);
  }
  const [first, second] = inOrder ?? [];
  if (first && second && momentOf(value[second]) <= momentOf(value[first])) {
    problems.push(`${path}.${second}: must be later than ${first}`);
  }
  if (extent === 'partial') return problems;
  const missing = Object.entries(fields).filter(
    ([name, field]) => field.create === 'required' && !Object.hasOwn(value, name),
  );
  return [...problems, ...missing.map(([name]) => `${path}.${name}: is required`)];
}

/** Not a number for what is no timestamp: nothing is earlier or later than that. */
const momentOf = (value: Json | undefined): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

export const SET_BY_DISPATCH = 'is set by Dispatch and cannot be sent';

/** That a name is no field, with the one that was probably meant. */
export function unknownField(path: string, name: string, fields: Fields): string {
  const meant = suggest(name.slice(0, 64), Object.keys(fields));
  return `${shownPath(path)}: is not a field${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** Names come from the user's text, and can hold anything. */
const shownPath = (path: string): string => (/^[\w.[\]-]{1,128}$/.test(path) ? path : quote(path));

function checkElements({ item, least = 0, most, exactlyOne }: List, value: readonly Json[], path: string): string[] {
  const problems = value.flatMap((element, index) =>
    element === null
      ? [`${path}[${index}]: must be ${expects(item)}, not null`]
      : checkValue(item, element, `${path}[${index}]`),
  );
  if (value.length < least) problems.push(`${path}: must have at least ${least}, not ${value.length}`);
  if (most !== undefined && value.length > most) {
    problems.push(`${path}: must have at most ${most}, not ${value.length}`);
  }
  if (exactlyOne !== undefined) {
    const set = value.filter((element) => isObject(element) && element[exactlyOne] === true).length;
    if (set !== 1) problems.push(`${path}: exactly one must have ${exactlyOne} set, not ${set}`);
  }
  return problems;
}

const integerFrom =
  (least: number) =>
  (value: Json): boolean =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
const textLike =
  (like: (text: string) => boolean) =>
  (value: Json): boolean =>
    typeof value === 'string' && like(value);

interface Kind {
  readonly fits: (value: Json) => boolean;
  /** Behind "must be". */
  readonly expects: string;
}

const line: Kind = { fits: textLike((text) => !/\p{Cc}/u.test(text)), expects: 'one line of text' };

const KINDS: Readonly<Record<ScalarKind, Kind>> = {
  id: { fits: integerFrom(1), expects: 'a positive whole number' },
  integer: { fits: integerFrom(Number.MIN_SAFE_INTEGER), expects: 'a whole number' },
  number: { fits: (value) => typeof value === 'number' && Number.isFinite(value), expects: 'a number' },
  boolean: { fits: (value) => typeof value === 'boolean', expects: 'true or false' },
  string: line,
  file: { ...line, expects: 'the uid of an uploaded file' },
  secret: line,
  text: { fits: textLike((text) => !text.includes('\0')), expects: 'text without NUL' },
  time: { fits: textLike(isTimestamp), expects: 'a timestamp such as 2026-11-24T14:30:00Z' },
  duration: { fits: integerFrom(0), expects: 'a length of time in whole seconds' },
  email: {
    fits: textLike(
      (text) => text.length <= 254 && /^[^\s\p{Cc}@,;<>]+@[^\s\p{Cc}@,;<>]+\.[^\s\p{Cc}@,;<>.]+$/u.test(text),
    ),
    expects: 'an e-mail address',
  },
  phone: {
    fits: textLike((text) => /^\+\d{4,15}$/.test(text)),
    expects: 'a telephone number in international form such as +15551234567',
  },
  zone: { fits: textLike(isZone), expects: 'a time zone such as America/Chicago' },
  date: { fits: textLike(isDay), expects: 'a day such as 2026-11-24' },
};

function fits(field: Scalar | Enumeration, value: Json): boolean {
  if (field.kind === 'enumeration') return typeof value === 'string' && field.values.includes(value);
  if (!KINDS[field.kind].fits(value)) return false;
  if (typeof value === 'number') return value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity);
  return typeof value !== 'string' || !field.pattern || field.pattern.like.test(value);
}

/** What a value of the field must be: `a positive whole number`. */
export function expects(field: Field): string {
  if (field.kind === 'enumeration') {
    return field.values.length === 1 ? `${field.values[0]}` : `one of ${field.values.join(', ')}`;
  }
  if (field.kind === 'object') return 'an object';
  if (field.kind === 'array') return 'an array';
  if (field.pattern) return field.pattern.means;
  const { min, max } = field;
  const kind = KINDS[field.kind].expects;
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  if (min !== undefined) return `${kind} of at least ${min}`;
  return max === undefined ? kind : `${kind} of at most ${max}`;
}

function shown(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
