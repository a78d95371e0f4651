/** Reading what is watched: the whole list, and single records that are no longer in it. */
import { recordsOf } from '../../api/answers.ts';
import type { Api, JsonAnswer, TextAnswer } from '../../api/client.ts';
import { emptyOutcome, readPages } from '../../api/pages.ts';
import type { Query } from '../../api/types.ts';
import { AuthError, NotFoundError } from '../../errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Resource } from '../../spec/resource.ts';
import { fetchRecord, isSearched, listOf } from '../fetch.ts';
import type { Session } from '../session.ts';
import type { Looks, Reading } from './changes.ts';

/** @returns also whether records may have been overlooked because the account changed meanwhile */
export async function readList(
  session: Session,
  resource: Resource,
  query: Query,
): Promise<Reading & { readonly doubtful: boolean }> {
  const { signal, io } = session;
  const api = await session.api();
  let at: number | undefined;
  /** The API, with an eye on its clock. */
  const dated: Api = {
    ...api,
    async text(...request): Promise<TextAnswer> {
      const answer = await api.text(...request);
      at ??= answer.date;
      return answer;
    },
  };
  const records: JsonObject[] = [];
  const outcome = emptyOutcome();
  const began = io.now();
  const request = { ...listOf(resource), query };
  const unwrap = (body: JsonAnswer['body']) => recordsOf(body, resource);
  const reading = { api: dated, request, unwrap, offset: 0, wanted: Number.POSITIVE_INFINITY, signal, now: io.now };
  for await (const page of readPages(reading, outcome)) records.push(...page);
  return { records, at: at ?? began, doubtful: outcome.doubts.length > 0 };
}

/** How a record is looked up that the list does not hold. Where the API has nothing but the list, the list is what counts. */
export const lookUp =
  (session: Session, resource: Resource, doubtful: boolean): Looks['lookUp'] =>
  async (id) => {
    if (isSearched(resource)) return doubtful ? 'unknown' : 'gone';
    try {
      return await fetchRecord(session, resource, id);
    } catch (error) {
      // A record that this account may no longer see is as good as gone.
      if (error instanceof NotFoundError || (error instanceof AuthError && error.status === 403)) return 'gone';
      throw error;
    }
  };
