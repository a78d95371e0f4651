/** The value of a flag, turned into what is sent. */
import { UsageError } from '../errors.ts';
import type { Enumeration, Field, List, Scalar, ScalarKind } from '../spec/field.ts';
import type { Json } from '../spec/json.ts';
import { suggest } from '../spec/suggest.ts';
import { checkValue, expects } from './check.ts';
import { parseDuration } from './durations.ts';
import { idIn, isUid, whereToFind } from './ids.ts';
import { parseJson } from './json.ts';
import { naming } from './problems.ts';
import { quote } from './quote.ts';
import { type Clock, parseDate, parseTime } from './times.ts';
import { isZone, zoneHint } from './zones.ts';

/** Where a value was typed. */
export interface Context extends Clock {
  /** Without dashes. */
  readonly flag: string;
}

/** The value of a flag that was given once. @throws UsageError that names the flag, the value and what is expected */
export async function parseValue(field: Field, text: string, context: Context): Promise<Json> {
  return parseValues(field, [text], context);
}

/** The value of a flag that was given once or more: arrays take all, everything else the last. @throws UsageError */
export async function parseValues(field: Field, texts: readonly string[], context: Context): Promise<Json> {
  const flag = `--${context.flag}`;
  const value =
    field.kind === 'array'
      ? (await Promise.all(texts.map((text) => elements(field, text, context)))).flat()
      : await one(field, texts.at(-1) ?? '', context);
  const problems = checkValue(field, value, flag, 'partial');
  if (problems.length > 0) throw new UsageError(problems.join('; '));
  return value;
}

/** A JSON array, or scalars with commas between them. */
async function elements({ item }: List, text: string, context: Context): Promise<readonly Json[]> {
  if (text.trim() === '') return [];
  const isJson = item.kind === 'object' || text.trimStart().startsWith('[');
  if (!isJson) return Promise.all(text.split(',').map((part) => one(item, part.trim(), context)));
  const parsed = parseJson(text, `--${context.flag}`);
  if (Array.isArray(parsed)) return parsed;
  throw new UsageError(`--${context.flag}: must be a JSON array, not ${quote(text)}`);
}

async function one(field: Exclude<Field, List>, text: string, context: Context): Promise<Json> {
  if (field.kind === 'object') return parseJson(text, `--${context.flag}`);
  const value = await naming(context.flag, () => convert(field, text, context));
  if (value !== undefined) return value;
  throw new UsageError(`--${context.flag}: must be ${expects(field)}, not ${quote(text)}`, {
    hint: hintFor(field, text),
  });
}

function hintFor(field: Scalar | Enumeration, text: string): string | undefined {
  if (field.kind === 'zone') return zoneHint(text);
  if (field.kind === 'id') return whereToFind(field.of);
  if (field.kind !== 'enumeration') return undefined;
  const meant = suggest(text.slice(0, 64), field.values);
  return meant === undefined ? undefined : `Did you mean ${meant}?`;
}

type Converter = (text: string, field: Scalar, clock: Clock) => Json | undefined | Promise<Json>;

const asItIs: Converter = (text) => text;
const matching =
  (like: RegExp): Converter =>
  (text) =>
    like.test(text) ? Number(text) : undefined;

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/** What a text means for each kind; undefined where it means nothing. Bounds and forms are for `checkValue`. */
const CONVERTERS: Readonly<Record<ScalarKind, Converter>> = {
  id: (text, field) => (text === 'none' && field.create !== 'required' ? null : idIn(text)),
  integer: matching(/^-?\d{1,16}$/),
  number: matching(/^-?\d+(\.\d+)?$/),
  boolean: (text) => (Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : undefined),
  string: asItIs,
  text: asItIs,
  time: (text, _, clock) => parseTime(text, clock),
  duration: (text) => parseDuration(text),
  email: asItIs,
  phone: (text) => text.replace(/[ ()-]/g, ''),
  zone: (text) => (isZone(text) ? text : undefined),
  date: (text, _, clock) => parseDate(text, clock),
  file: (text) => (isUid(text) ? text : undefined),
  secret: asItIs,
};

function convert(field: Scalar | Enumeration, text: string, clock: Clock): Json | undefined | Promise<Json> {
  if (field.kind !== 'enumeration') return CONVERTERS[field.kind](text, field, clock);
  return field.values.includes(text) ? text : undefined;
}
