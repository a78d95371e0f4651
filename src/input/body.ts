/** The body of a request: from `--data`, from flags, or from both. */
import { UsageError } from '../errors.ts';
import type { Field, Fields } from '../spec/field.ts';
import { canSend, flagName, sendable, type WriteVerb } from '../spec/flags.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { readBytes, type Sources } from './bytes.ts';
import { checkValue, SET_BY_DISPATCH, unknownField } from './check.ts';
import { isObject, parseJson } from './json.ts';
import { Problems } from './problems.ts';
import { quote } from './quote.ts';
import type { Clock } from './times.ts';
import { decodeUtf8 } from './utf8.ts';
import { parseValues } from './values.ts';

/**
 * The object that `--data` means: the JSON itself, a file's name, or `-` for standard input.
 * @throws UsageError for what is no JSON object, LocalError for a file that cannot be read
 */
export async function readData(source: string, io: Sources): Promise<JsonObject> {
  const typed = /^\s*[{[]/.test(source);
  const what = typed ? '--data' : `--data ${source === '-' ? 'from standard input' : quote(source)}`;
  const text = typed ? source : decodeUtf8(await readBytes(source, what, io), what);
  if (text.trim() === '') throw new UsageError(`${what} is empty`);
  const json = parseJson(text, what);
  if (!isObject(json)) throw new UsageError(`${what} must be a JSON object`);
  return json;
}

/** Finds out what is missing. @returns it as flags, without dashes */
export type Ask = (missing: readonly Missing[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/**
 * The body of a create or update. Flags win over data, and what they give of a nested object is merged into it.
 * @param flags by name without dashes; those that are no field's are passed over
 * @param ask called where nothing is wrong but that required fields are missing; absent: that is an error
 * @throws UsageError that names everything that is wrong at once
 */
export async function buildBody(
  fields: Fields,
  verb: WriteVerb,
  data: JsonObject | undefined,
  flags: ReadonlyMap<string, readonly string[]>,
  clock: Clock,
  ask?: Ask,
): Promise<JsonObject> {
  const problems = new Problems();
  let body: JsonObject = verb === 'create' ? onlyChoices(fields) : {};
  for (const [name, value] of Object.entries(data ?? {})) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) problems.add(unknownField(name, name, fields));
    else if (!canSend(field, verb)) problems.add(`${name}: ${whyNot(field, verb)}`);
    else body = { ...body, [name]: value };
  }
  const failed: string[] = [];
  for (const { path, flag, field } of sendable(fields, verb)) {
    const texts = flags.get(flag);
    if (!texts) continue;
    const right = await problems.during(async () => {
      body = withValue(body, path.split('.'), await parseValues(field, texts, { ...clock, flag }));
    });
    if (!right) failed.push(path);
  }
  // After the flags: what they replace need not be right, and what they add up to may not be.
  for (const [name, value] of Object.entries(body)) {
    const field = fields[name];
    if (!field || failed.some((path) => isAtOrIn(path, name))) continue;
    for (const message of checkValue(field, value, name, 'partial')) problems.add(message);
  }
  const missing = missingFrom(fields, body, verb).filter(({ path }) => !failed.some((given) => isAtOrIn(path, given)));
  if (missing.length > 0) {
    if (ask && problems.none) return buildBody(fields, verb, data, new Map([...flags, ...(await ask(missing))]), clock);
    problems.add(`missing ${missing.map(asFlag).join(', ')}`, 'Give what is missing by flags or in --data.');
  }
  problems.raise();
  if (verb === 'update' && Object.keys(body).length === 0) throw nothingToChange(fields);
  return body;
}

/** Required enumerations with a single value need not be typed. */
function onlyChoices(fields: Fields): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const only = field.kind === 'enumeration' && field.create === 'required' ? field.values : [];
      return only.length === 1 ? only.map((value) => [name, value] as const) : [];
    }),
  );
}

function whyNot(field: Field, verb: WriteVerb): string {
  if (verb === 'update' && field.create !== undefined) return 'cannot be changed once it is created';
  if (verb === 'create' && field.update) return 'cannot be given on create, only on update';
  return SET_BY_DISPATCH;
}

function withValue(object: Json | undefined, [name = '', ...within]: readonly string[], value: Json): JsonObject {
  const before = isObject(object) ? object : {};
  return { ...before, [name]: within.length === 0 ? value : withValue(before[name], within, value) };
}

/** A required field without a value. */
export interface Missing {
  /** `address.street_1` */
  readonly path: string;
  readonly field: Field;
  /** What it is and what it is part of: `Where the work is done: Town`. */
  readonly about: string;
}

/**
 * The required fields that a body lacks; of an object that is not there at all, those that it must have. On update
 * none need be given, but a nested object is sent whole.
 */
function missingFrom(fields: Fields, body: JsonObject, verb: WriteVerb, outer?: Missing): Missing[] {
  return Object.entries(fields).flatMap(([name, field]): Missing[] => {
    const own = outer
      ? { path: `${outer.path}.${name}`, field, about: `${outer.about}: ${field.about}` }
      : { path: name, field, about: field.about };
    const value = body[name];
    const required = field.create === 'required' && verb === 'create';
    if (field.kind === 'object' && (isObject(value) || (value === undefined && required))) {
      const within = missingFrom(field.fields, isObject(value) ? value : {}, 'create', own);
      if (within.length > 0 || value !== undefined) return within;
    }
    return value === undefined && required ? [own] : [];
  });
}

const isAtOrIn = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`);

/** Secrets are read from standard input, never from the command line. */
const asFlag = ({ path, field }: Missing): string => `--${flagName(path)}${field.kind === 'secret' ? '-stdin' : ''}`;

function nothingToChange(fields: Fields): UsageError {
  const flags = sendable(fields, 'update').filter(({ path }) => !path.includes('.'));
  return new UsageError('nothing to change', {
    hint: `Give at least one of ${flags.map(({ flag }) => `--${flag}`).join(', ')}, or --data.`,
  });
}
