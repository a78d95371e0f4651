/** One piece of work for each of several ids. */
import { type DispatchError, NotFoundError, PartialError, RefusedError } from '../errors.ts';
import type { Result } from '../output/result.ts';
import type { Fields } from '../spec/field.ts';
import type { JsonObject } from '../spec/json.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';

/**
 * Does the work for each id in turn and yields what it gives. A record that is missing or refused does not keep the others
 * waiting: it is told at the end. Trouble that would meet the others too (login, network) ends the run at once.
 * @param hint what became of the others
 * @throws PartialError naming each failure; for a single id, that id's own error
 */
export async function* eachId(
  ids: readonly number[],
  what: string,
  work: (id: number) => Promise<JsonObject>,
  hint = 'The others are done.',
): AsyncGenerator<readonly JsonObject[]> {
  const failures: { id: number; status: number | null; message: string }[] = [];
  for (const id of ids) {
    try {
      yield [await work(id)];
    } catch (error) {
      if (ids.length === 1 || !(error instanceof NotFoundError || error instanceof RefusedError)) throw error;
      failures.push({ id, status: (error as DispatchError).status ?? null, message: error.message });
    }
  }
  if (failures.length === 0) return;
  throw new PartialError(`${failures.length} of ${ids.length} failed`, {
    details: failures.map(({ id, message }) => `${what} ${id}: ${message}`),
    hint,
  });
}

/** One id gives one record, several give a list. */
export async function forEach(
  ids: readonly number[],
  resource: Resource,
  work: (id: number) => Promise<JsonObject>,
  declared?: Fields,
): Promise<Result> {
  const fields = declared ? { fields: declared } : {};
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0) return { kind: 'record', record: await work(only), ...fields };
  return { kind: 'records', nouns: nouns(resource), pages: eachId(ids, noun(resource), work), ...fields };
}
