/**
 * Reading a list page by page (seed: Filtering and Paginating), in order, several pages at once, and trusting neither
 * `meta` nor the size of a page: the next offset is what was returned, the end is an empty page, and every record is
 * given once. What does not add up is reported, not hidden.
 */
import { setMaxListeners } from 'node:events';
import type { JsonObject } from '../spec/json.ts';
import { jsonIn, type Page } from './answers.ts';
import type { Api, JsonAnswer, TextAnswer } from './client.ts';
import { holdMemory } from './engine.ts';
import { SeenKeys } from './seen.ts';
import type { ApiRequest } from './types.ts';
import { Window } from './window.ts';

/** The most records the API gives in one page. */
export const PAGE_LIMIT = 100;
const MOST_AT_ONCE = 8;
/** Pages after which a listing counts as a long one. */
const LONG = 60;

export interface Reading {
  readonly api: Pick<Api, 'text'>;
  readonly request: ApiRequest;
  /** Takes the records out of an answer. */
  readonly unwrap: (body: JsonAnswer['body']) => Page;
  readonly offset: number;
  /** The most records wanted; Infinity for all of them. */
  readonly wanted: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** How the reading went; filled in when the last page has been given. */
export interface Outcome {
  /** Records given. */
  given: number;
  /** The last `meta.total`, where there was one. */
  total: number | undefined;
  /** More records are known or likely to exist than were wanted. */
  more: boolean;
  /** Why the result may not be the whole list, in words; empty when all adds up. */
  doubts: string[];
}

/** The answer to a request for a page, with where the page begins and how many records were asked for. */
interface Fetched {
  readonly answer: TextAnswer;
  readonly offset: number;
  readonly asked: number;
}

export function emptyOutcome(): Outcome {
  return { given: 0, total: undefined, more: false, doubts: [] };
}

/** Yields the pages of a list; the records of each are new. Fills in `outcome` at the end. */
export async function* readPages(reading: Reading, outcome: Outcome): AsyncGenerator<readonly JsonObject[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([reading.signal, stop.signal]);
  // A page that waits to be sent again listens to it, even one that is no longer needed; Node takes more than ten for a leak.
  setMaxListeners(2 * MOST_AT_ONCE, signal);
  const window = new Window(MOST_AT_ONCE);
  // What is read ahead stays text until its turn has come: a page of records takes several times as much memory, and time to be moved
  // about in it.
  const ahead: { offset: number; page: Promise<Fetched> }[] = [];
  const seen = new SeenKeys();
  const watch = new Watch();
  let step = PAGE_LIMIT;
  let pages = 0;
  /** Where the next page to be given begins, and where the next page to be asked for begins. */
  let here = reading.offset;
  let next = here;

  const fetch = async (offset: number): Promise<Fetched> => {
    const asked = Math.min(PAGE_LIMIT, reading.offset + reading.wanted - offset);
    const query = [
      ...(reading.request.query ?? []),
      ['limit', String(asked)] as const,
      ...(offset > 0 ? [['offset', String(offset)] as const] : []),
    ];
    const started = reading.now();
    // Not spread, for the reason given in client.ts.
    const answer = await reading.api.text(Object.assign({}, reading.request, { query }), { signal });
    window.report(reading.now() - started, answer.tries > 1);
    return { answer, offset, asked };
  };
  const ask = () => {
    const page = fetch(next);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    page.catch(() => undefined);
    ahead.push({ offset: next, page });
    next += step;
  };
  /** Reads ahead only where records are known to be, or where the page that ends the list is due. */
  const readAhead = () => {
    const end = Math.min(outcome.total ?? here, reading.offset + reading.wanted - 1);
    while (ahead.length < window.size && next <= end) ask();
  };

  try {
    while (here < reading.offset + reading.wanted) {
      if (ahead.length === 0) ask();
      const fetched = await (ahead.shift() as { page: Promise<Fetched> }).page;
      const page = reading.unwrap(jsonIn(fetched.answer));
      const records = page.records.slice(0, reading.offset + reading.wanted - here);
      const count = records.length;
      watch.page(page, fetched);
      outcome.total = page.total ?? outcome.total;
      if (count === 0) break;

      here += count;
      if (here !== (ahead[0]?.offset ?? next)) {
        // The page was not as long as foreseen: what was asked for behind it leaves a gap or repeats.
        ahead.length = 0;
        next = here;
        step = Math.min(PAGE_LIMIT, count);
        window.reset();
      }
      const fresh = watch.fresh(records, seen);
      const ended = isEnd(page, fetched, reading) || watch.offsetIgnored(fresh.length);
      if (!ended && fresh.length > 0) readAhead();
      outcome.given += fresh.length;
      pages += 1;
      if (pages === LONG) holdMemory();
      if (fresh.length > 0) yield fresh;
      if (ended) break;
    }
    outcome.more = outcome.total === undefined ? watch.lastWasFull : here < outcome.total || watch.lastOverran;
    if (here < reading.offset + reading.wanted) outcome.more = false;
    outcome.doubts = watch.doubts(outcome, reading);
  } finally {
    stop.abort(new Error('no longer needed'));
  }
}

/**
 * The end without a last empty page, for a bounded reading: a page shorter than asked for that ends just where `meta.total` says.
 * Whoever wants everything waits for the empty page: `total` may be the size of a page, or wrong.
 */
function isEnd({ records, total }: Page, { offset, asked }: Fetched, { wanted }: Reading): boolean {
  const count = records.length;
  return Number.isFinite(wanted) && count < asked && total === offset + count;
}

/** Notices what does not add up. */
class Watch {
  private repeated = 0;
  /** Pages in a row that held nothing new. */
  private stale = 0;
  private firstTotal: number | undefined;
  private lastTotal: number | undefined;
  private previous: string | undefined;
  lastWasFull = false;
  /** The last page went beyond `meta.total`, which is therefore too low. */
  lastOverran = false;

  page({ records, total }: Page, { offset, asked }: Fetched): void {
    this.firstTotal ??= total;
    this.lastTotal = total ?? this.lastTotal;
    this.lastWasFull = records.length >= asked;
    this.lastOverran = total !== undefined && records.length > 0 && offset + records.length > total;
  }

  /** The records that were not given before. Records without a key cannot be told apart. */
  fresh(records: readonly JsonObject[], seen: SeenKeys): readonly JsonObject[] {
    const fresh = records.filter((record) => {
      const key = record['id'] ?? record['uid'];
      return typeof key === 'number' || typeof key === 'string' ? seen.add(key) : true;
    });
    this.repeated += records.length - fresh.length;
    const first = JSON.stringify(records[0]);
    const same = fresh.length === records.length && first === this.previous;
    this.previous = first;
    return same ? [] : fresh;
  }

  /**
   * Two pages in a row of nothing but known records: the API gives the same page whatever the offset. One alone may be short,
   * and pushed there by a record that was inserted.
   */
  offsetIgnored(fresh: number): boolean {
    this.stale = fresh === 0 ? this.stale + 1 : 0;
    return this.ignored;
  }

  private get ignored(): boolean {
    return this.stale > 1;
  }

  doubts({ given, more }: Outcome, reading: Reading): string[] {
    const { firstTotal, lastTotal } = this;
    if (this.ignored) {
      // Without `meta` the API never said that the list has pages: one page is all of it (reference: Requests).
      const whole = lastTotal === undefined || (firstTotal === lastTotal && lastTotal === given);
      if (whole && reading.offset === 0) return [];
      const told = lastTotal === undefined ? '' : `; it says there are ${lastTotal}`;
      return [`the API ignores the offset and gave the same records again${told}`];
    }
    const doubts: string[] = [];
    if (this.repeated > 0) doubts.push(`${this.repeated} ${this.repeated === 1 ? 'record' : 'records'} appeared twice`);
    if (firstTotal !== lastTotal) doubts.push(`the total went from ${firstTotal} to ${lastTotal}`);
    else if (lastTotal !== undefined && !more && given < reading.wanted) {
      const expected = Math.max(0, lastTotal - reading.offset);
      if (given !== expected && this.repeated === 0) {
        doubts.push(`the API says there are ${expected} records and gave ${given}`);
      }
    }
    return doubts;
  }
}
