/** What a list request asks for: filters as SQL conditions, and the page (seed: Filtering and Paginating). */
import { type Filter, filtersOf } from '../spec/filters.ts';
import type { Resource } from '../spec/resource.ts';
import { Refusal } from './http.ts';
import type { Condition } from './records.ts';
import { filterValue, WrongValue } from './values.ts';

/** The most records that one request gives. */
const MOST = 100;
/** What the documented examples show in `meta` when no limit was asked for, although only 100 are given. */
const SHOWN_LIMIT = 200;

export interface Page {
  readonly limit: number;
  readonly offset: number;
  /** `meta.limit` of the answer. */
  readonly shownLimit: number;
}

/** @throws Refusal 422 for a limit or offset that is no whole number */
export function pageOf(query: URLSearchParams): Page {
  const asked = wholeNumber(query, 'limit');
  return {
    limit: Math.min(asked ?? MOST, MOST),
    offset: wholeNumber(query, 'offset') ?? 0,
    shownLimit: asked ?? SHOWN_LIMIT,
  };
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(422, 'Validation failed', { [name]: ['must be a whole number'] });
  return Number(text);
}

/** @throws Refusal 422 for filters that are not declared and values that do not fit */
export function conditionsOf(resource: Resource, query: URLSearchParams): Condition[] {
  const filters = filtersOf(resource);
  const details = new Map<string, string[]>();
  const conditions: Condition[] = [];
  for (const [parameter, value] of query) {
    const name = /^filter\[(.*)\]$/.exec(parameter)?.[1];
    if (name === undefined) continue;
    // The bare name of a field means equality: the document's prose writes filter[job_id]=123.
    const filter = filters.find((known) => known.name === name) ?? filters.find((known) => known.name === `${name}_eq`);
    if (!filter) {
      details.set(name, [`is not a filter of ${resource.name}`]);
      continue;
    }
    try {
      conditions.push(condition(resource, filter, value));
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      details.set(name, [error.message]);
    }
  }
  if (details.size > 0) throw new Refusal(422, 'Invalid filter', Object.fromEntries(details));
  return conditions;
}

const COMPARISONS = { eq: '=', not_eq: 'IS NOT', gt: '>', gteq: '>=', lt: '<', lteq: '<=' } as const;

function condition(resource: Resource, filter: Filter, text: string): Condition {
  const { field, predicate } = filter;
  const path = `$.${resource.filters?.[filter.name]?.like ?? filter.stem}`;
  if (predicate === 'null') {
    if (text !== 'true' && text !== 'false') throw new WrongValue('must be true or false');
    return { sql: `json_extract(body, ?) IS ${text === 'true' ? '' : 'NOT '}NULL`, values: [path] };
  }
  const kept = field.kind === 'array' ? field.item : field;
  if (kept.kind === 'object') throw new TypeError(`${resource.name}: ${filter.name} filters on an object`);
  if (field.kind === 'array') {
    const wanted = (predicate === 'in' ? text.split(',') : [text]).map((one) => filterValue(kept, one));
    const among = `EXISTS (SELECT 1 FROM json_each(body, ?) WHERE value IN (${marks(wanted)}))`;
    return { sql: predicate === 'not_eq' ? `NOT ${among}` : among, values: [path, ...wanted] };
  }
  if (predicate === 'contains') {
    return { sql: 'instr(lower(json_extract(body, ?)), lower(?)) > 0', values: [path, text] };
  }
  if (predicate === 'in') {
    const wanted = text.split(',').map((one) => filterValue(kept, one));
    return { sql: `json_extract(body, ?) IN (${marks(wanted)})`, values: [path, ...wanted] };
  }
  return { sql: `json_extract(body, ?) ${COMPARISONS[predicate]} ?`, values: [path, filterValue(kept, text)] };
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
