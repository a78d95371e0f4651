/** `ext:AAA123` in the place of an id: the record that has this external id, where the API can filter by one. */

import { recordsOf } from '../api/answers.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { parseId } from '../input/ids.ts';
import { isObject, parseJson } from '../input/json.ts';
import { quote } from '../input/quote.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Field, Fields } from '../spec/field.ts';
import { EXTERNAL_IDS, externalIdFilter } from '../spec/filters.ts';
import { sendable } from '../spec/flags.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

const PREFIX = 'ext:';

/** Whether a text in the place of an id is one to look up, and the API can. */
export function isLookup(field: Field, text: string): boolean {
  if (field.kind !== 'id' || !text.startsWith(PREFIX) || text === PREFIX) return false;
  const resource = RESOURCES.find(({ name }) => name === field.of);
  return resource !== undefined && externalIdFilter(resource) !== undefined;
}

/** The numbers of the records that were named on the command line. */
export async function idsOf(session: Session, resource: Resource, words: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  const listed = resource.requests.includes('list') ? resource.name : undefined;
  for (const word of words) {
    const isExternal = word.startsWith(PREFIX);
    ids.push(isExternal ? await lookUp(session, resource, word.slice(PREFIX.length)) : parseId(word, listed));
  }
  return ids;
}

/** The flags with every `ext:` of an id field replaced by the number it stands for. */
export async function withLookups(
  session: Session,
  fields: Fields,
  flags: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Map(flags);
  const named = [...sendable(fields, 'create'), ...sendable(fields, 'update'), ...filterable(fields)];
  for (const { flag, field } of named) {
    const words = known.get(flag);
    if (!words?.some((word) => word.includes(PREFIX))) continue;
    if (isJson(field)) {
      known.set(flag, await inTurn(words, (word) => inJson(session, field, word, `--${flag}`)));
    } else if (field.kind === 'id') {
      const listed = words.flatMap((word) => word.split(','));
      const looked = await inTurn(listed, (word) => inValue(session, field, word, `--${flag}`));
      known.set(flag, looked.map(String));
    }
  }
  return known;
}

/** A body with every `ext:` of an id in it, however deep it lies, replaced by the number it stands for. */
export async function withLookupsIn(session: Session, fields: Fields, body: JsonObject): Promise<JsonObject> {
  const known = await inTurn(Object.entries(body), async ([name, value]): Promise<[string, Json]> => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field ? await inValue(session, field, value, name) : value];
  });
  return Object.fromEntries(known);
}

/** One after the other: the first that cannot be found is the one that is told. */
async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const isJson = (field: Field): boolean =>
  field.kind === 'object' || (field.kind === 'array' && field.item.kind === 'object');

const inJson = async (session: Session, field: Field, word: string, what: string): Promise<string> =>
  JSON.stringify(await inValue(session, field, parseJson(word, what), what));

/** @throws UsageError for an `ext:` in the place of an id of which nobody knows what it is the id of */
async function inValue(session: Session, field: Field, value: Json, what: string): Promise<Json> {
  if (field.kind === 'object' && isObject(value)) return withLookupsIn(session, field.fields, value);
  if (field.kind === 'array' && Array.isArray(value)) {
    return inTurn(value as readonly Json[], (element) => inValue(session, field.item, element, what));
  }
  if (field.kind !== 'id' || typeof value !== 'string' || !value.startsWith(PREFIX)) return value;
  const resource = RESOURCES.find(({ name }) => name === field.of);
  if (!resource) throw new UsageError(`${what} cannot be looked up by external id`);
  return lookUp(session, resource, value.slice(PREFIX.length));
}

const filterable = (fields: Fields) =>
  Object.entries(fields).map(([name, field]) => ({ flag: name.replaceAll('_', '-'), field }));

/** @throws NotFoundError when there is none; UsageError when there are several, or no way to find out */
async function lookUp(session: Session, resource: Resource, externalId: string): Promise<number> {
  const filter = externalIdFilter(resource);
  if (!filter)
    throw new UsageError(`${nouns(resource)} cannot be looked up by external id: the API has no filter for it`);
  if (externalId === '') throw new UsageError(`${PREFIX} needs an external id behind it`);
  if (session.dryRun) {
    throw new UsageError(`${PREFIX}${externalId} must be looked up, and --dry-run sends nothing`, {
      hint: 'Give the number instead.',
    });
  }
  const api = await session.api();
  const query = [[`filter[${filter.name}]`, externalId] as const, ['limit', '100'] as const];
  const { body } = await api.json({ method: 'GET', path: resource.path, query });
  // The filter may find more than exact matches; only those count.
  const found = recordsOf(body, resource).records.filter((record) => {
    const ids = record[EXTERNAL_IDS];
    return Array.isArray(ids) && ids.includes(externalId);
  });
  const [only, ...others] = found.map(({ id }) => id);
  if (typeof only === 'number' && others.length === 0) return only;
  if (only === undefined) throw new NotFoundError(`no ${noun(resource)} has the external id ${quote(externalId)}`);
  throw new UsageError(
    `${found.length} ${nouns(resource)} have the external id ${quote(externalId)}: ${[only, ...others].join(', ')}`,
    { hint: 'Give the number of the one you mean.' },
  );
}
