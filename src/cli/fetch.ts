/** Records that a command needs: single ones, also of resources that the API only lists, and all that a filter finds. */
import { recordOf, recordsOf } from '../api/answers.ts';
import { emptyOutcome, readPages } from '../api/pages.ts';
import type { ApiRequest, Query } from '../api/types.ts';
import { NotFoundError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { noun, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

export const listOf = (resource: Resource): ApiRequest => ({ method: 'GET', path: resource.path });

export const oneOf = (resource: Resource, id: number, includes?: string): ApiRequest => ({
  method: 'GET',
  path: `${resource.path}/${id}`,
  ...(includes === undefined ? {} : { query: [['include', includes]] }),
});

/** Whether the API shows the resource's records at all. */
export const isReadable = ({ requests }: Resource): boolean => requests.includes('get') || requests.includes('list');

/** Whether a record is found by reading the list. */
export const isSearched = ({ requests }: Resource): boolean => !requests.includes('get');

/** What is done to one record; that it does not exist is said with its number. */
export async function naming<T>(resource: Resource, id: number | undefined, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof NotFoundError) || id === undefined) throw error;
    const { status, details, requestId, hint } = error;
    throw new NotFoundError(`there is no ${noun(resource)} ${id} (404)`, { status, details, requestId, hint });
  }
}

/** One record, with what it is to bring along. @throws NotFoundError */
export const fetchRecord = async (
  session: Session,
  resource: Resource,
  id: number,
  includes?: string,
): Promise<JsonObject> => (await fetcher(session, resource, includes))(id);

/** A function that fetches records; however many are searched for, the list is read once. */
export async function fetcher(
  session: Session,
  resource: Resource,
  includes?: string,
): Promise<(id: number) => Promise<JsonObject>> {
  if (!isSearched(resource)) {
    const api = await session.api();
    return async (id) => recordOf((await naming(resource, id, api.json(oneOf(resource, id, includes)))).body, resource);
  }
  const found = new Map((await fetchAll(session, resource)).map((record) => [record['id'], record]));
  return async (id) => {
    const record = found.get(id);
    if (!record) throw new NotFoundError(`there is no ${noun(resource)} ${id}`);
    return record;
  };
}

/** Every record that the query finds, held in memory. */
export async function fetchAll(session: Session, resource: Resource, query: Query = []): Promise<JsonObject[]> {
  const reading = {
    api: await session.api(),
    request: { ...listOf(resource), query },
    unwrap: (body: Parameters<typeof recordsOf>[0]) => recordsOf(body, resource),
    offset: 0,
    wanted: Number.POSITIVE_INFINITY,
    signal: session.signal,
    now: session.io.now,
  };
  const records: JsonObject[] = [];
  for await (const page of readPages(reading, emptyOutcome())) records.push(...page);
  return records;
}
