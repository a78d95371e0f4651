/** Whether a create answered a record that was there before (reference: Requests, "compare created_at"). */
import type { JsonAnswer } from '../api/client.ts';
import type { JsonObject } from '../spec/json.ts';

/** Milliseconds: HTTP dates have whole seconds, and so may timestamps. */
const GRANULARITY = 2_000;

/** Compares by the server's own clock (the Date header), which the local one may differ from by hours. */
export function wasMatched(record: JsonObject, { date, took }: Pick<JsonAnswer, 'date' | 'took'>): boolean {
  const created = typeof record['created_at'] === 'string' ? Date.parse(record['created_at']) : Number.NaN;
  return date !== undefined && created < date - took - GRANULARITY;
}
