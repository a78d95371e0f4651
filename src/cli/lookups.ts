/** `ext:AAA123` in the place of an id: the record that has this external id, where the API can filter by one. */

import { recordsOf } from '../api/answers.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { parseId } from '../input/ids.ts';
import { quote } from '../input/quote.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Field, Fields } from '../spec/field.ts';
import { filtersOf } from '../spec/filters.ts';
import { sendable } from '../spec/flags.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

const PREFIX = 'ext:';
const EXTERNAL_IDS = 'external_ids';

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
    if (!words?.some((word) => word.startsWith(PREFIX))) continue;
    const resource = referred(field);
    if (!resource) throw new UsageError(`--${flag} cannot be looked up by external id`);
    const listed = words.flatMap((word) => word.split(','));
    known.set(flag, (await idsOf(session, resource, listed)).map(String));
  }
  return known;
}

const filterable = (fields: Fields) =>
  Object.entries(fields).map(([name, field]) => ({ flag: name.replaceAll('_', '-'), field }));

const referred = (field: Field): Resource | undefined =>
  field.kind === 'id' ? RESOURCES.find(({ name }) => name === field.of) : undefined;

/** @throws NotFoundError when there is none; UsageError when there are several, or no way to find out */
async function lookUp(session: Session, resource: Resource, externalId: string): Promise<number> {
  const filter = filtersOf(resource).find(
    ({ field, predicate }) => field === resource.fields[EXTERNAL_IDS] && predicate === 'contains',
  );
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
