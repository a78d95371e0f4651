/** Fetches what `--with` names. */
import type { Json, JsonObject } from '../spec/json.ts';
import { fetchAll, fetcher } from './fetch.ts';
import type { Relation } from './relations.ts';
import type { Session } from './session.ts';

/** A function that adds to a record what belongs to it. A record that several others name is fetched once. */
export function joiner(session: Session, relations: readonly Relation[]): (record: JsonObject) => Promise<JsonObject> {
  const fetched = new Map<string, Promise<Json>>();
  const once = (key: string, fetch: () => Promise<Json>) => {
    const known = fetched.get(key) ?? fetch();
    fetched.set(key, known);
    return known;
  };
  return async (record) => {
    const joined = relations.map(async ({ name, resource, field, query }): Promise<[string, Json]> => {
      if (query) return [name, await fetchAll(session, resource, query(record['id'] ?? null))];
      const id = record[field ?? ''];
      if (typeof id !== 'number') return [name, null];
      return [name, await once(`${resource.name} ${id}`, async () => (await fetcher(session, resource))(id))];
    });
    return { ...record, ...Object.fromEntries(await Promise.all(joined)) };
  };
}
