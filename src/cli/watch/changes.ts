/** What happened between two readings of the same list. */
import type { Json, JsonObject } from '../../spec/json.ts';

export interface Change {
  readonly event: 'created' | 'changed' | 'deleted';
  readonly id: number;
  /** Null for what was created, and for what was not among the watched before. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** A record as it was seen last. */
export interface Seen {
  readonly record: JsonObject;
  /** It was no longer in the list, but still there: the filters do not find it any more, or a page slipped. */
  readonly missed: boolean;
}

export interface State {
  /** When the list was last read, by the API's clock, in milliseconds since the epoch; undefined: never. */
  readonly since: number | undefined;
  readonly seen: ReadonlyMap<number, Seen>;
}

export interface Reading {
  /** Whole records, as the API answers them. */
  readonly records: readonly JsonObject[];
  /** When it began, by the API's clock. */
  readonly at: number;
}

export interface Looks {
  /** Takes from a record what is watched. */
  readonly choose: (record: JsonObject) => JsonObject;
  /** A record that is not in the list: itself, `gone`, or `unknown` where that cannot be found out. */
  readonly lookUp: (id: number) => Promise<JsonObject | 'gone' | 'unknown'>;
}

export const NOTHING_SEEN: State = { since: undefined, seen: new Map() };

/**
 * The changes since the state before, and the state after. The first reading has none. A record that is no longer in the
 * list is looked up, so that one which merely stopped matching the filters is not called deleted.
 */
export async function changesSince(
  { since, seen }: State,
  { records, at }: Reading,
  { choose, lookUp }: Looks,
): Promise<{ readonly changes: readonly Change[]; readonly state: State }> {
  const changes: Change[] = [];
  const next = new Map<number, Seen>();
  for (const whole of records) {
    const id = whole['id'];
    if (typeof id !== 'number') continue;
    const record = choose(whole);
    next.set(id, { record, missed: false });
    const before = seen.get(id)?.record;
    if (before) {
      if (differ(before, record)) changes.push({ event: 'changed', id, before, after: record });
    } else if (since !== undefined) {
      const event = arrival(whole, since);
      if (event) changes.push({ event, id, before: null, after: record });
    }
  }
  for (const [id, last] of seen) {
    if (next.has(id)) continue;
    const found = await lookUp(id);
    if (found === 'gone') {
      changes.push({ event: 'deleted', id, before: last.record, after: null });
      continue;
    }
    const record = found === 'unknown' ? last.record : asListed(choose(found), last.record);
    const differs = differ(last.record, record);
    if (differs) changes.push({ event: 'changed', id, before: last.record, after: record });
    // Kept for one more reading: if only a page slipped, it is back by then and must not be news.
    if (differs || !last.missed || found === 'unknown') next.set(id, { record, missed: found !== 'unknown' });
  }
  return { changes, state: { since: at, seen: next } };
}

/** Milliseconds: the clock of the Date header has whole seconds, and so may timestamps. */
const GRANULARITY = 2_000;

/**
 * What it means that a record has come into the list: it is new, or was changed so that the filters find it. One that is neither
 * newer nor changed was overlooked before, or the filters moved on (`--on today`); that is no news.
 */
function arrival(record: JsonObject, since: number): 'created' | 'changed' | undefined {
  const [created, updated] = [momentOf(record['created_at']), momentOf(record['updated_at'])];
  if (created === undefined || created >= since - GRANULARITY) return 'created';
  return updated === undefined || updated >= since - GRANULARITY ? 'changed' : undefined;
}

function momentOf(value: Json | undefined): number | undefined {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** A record that was fetched by itself with the fields that it has in the list: the API may answer more of them, or fewer. */
function asListed(record: JsonObject, listed: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(listed).map(([key, value]) => [key, record[key] === undefined ? value : record[key]]),
  );
}

/** The time of the last change is no change by itself. */
const TOUCHED = 'updated_at';

/** The fields in which two states of a record differ; one that is not there is the same as null. */
export function changedFields(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete(TOUCHED);
  return [...names].filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
}

const differ = (before: JsonObject, after: JsonObject): boolean => changedFields(before, after).length > 0;
