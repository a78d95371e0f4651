/** The query that the flags of `list` ask for. */
import { UsageError } from '../errors.ts';
import type { Filter } from '../spec/filters.ts';
import type { Resource } from '../spec/resource.ts';
import { isAssignment, RANGE, rangedOf, type Stem, stemsOf } from './filter-flags.ts';
import { naming, Problems } from './problems.ts';
import { quote } from './quote.ts';
import type { Limit } from './range.ts';
import type { Clock } from './times.ts';

/** The flags that were given. */
interface Given {
  has(name: string): boolean;
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** A parameter of the query, `filter[status_eq]` and its value. */
type Parameter = readonly [name: string, value: string];

/**
 * The query that the flags of `list` ask for, in the order of the resource's declaration.
 * @throws UsageError for values that do not fit, for what the API cannot filter on, and for contradictions
 */
export async function filterQuery(resource: Resource, given: Given, clock: Clock): Promise<Parameter[]> {
  const problems = new Problems();
  const query: Parameter[] = [];
  const collect = (step: Promise<Parameter[]>) =>
    problems.during(async () => {
      query.push(...(await step));
    });
  const stems = stemsOf(resource);
  const ranged = rangedOf(stems);
  for (const stem of stems) {
    await collect(byValue(stem, given, clock));
    await collect(byNegation(stem, given, clock));
    if (stem === ranged) await collect(byRange(stem, given, clock));
  }
  for (const text of given.all('filter')) await collect(raw(text));
  for (const name of new Set(query.map(([name]) => name))) {
    const times = query.filter(([other]) => other === name).length;
    if (times > 1) problems.add(`${name} is given ${times} times: the API takes one value for it`);
  }
  problems.raise();
  return query;
}

async function byValue({ flag, field, filters }: Stem, given: Given, clock: Clock): Promise<Parameter[]> {
  const unassigned = isAssignment({ field, filters }) && given.has('unassigned');
  const typed = given.all(flag);
  if (unassigned && typed.some((text) => text !== 'none')) {
    throw new UsageError(`--unassigned and --${flag} ${quote(typed.join(','))} contradict each other`);
  }
  if (!unassigned && typed.length === 0) return [];
  const values = filters.in ? typed.flatMap((text) => text.split(',')).map((text) => text.trim()) : typed;
  if (filters.null && (unassigned || values.includes('none'))) {
    if (values.some((value) => value !== 'none')) {
      throw new UsageError(`--${flag}: the API cannot filter on none and on others at once`);
    }
    return [parameter(filters.null, 'true')];
  }
  if (!filters.eq && !filters.in && !filters.contains) throw new UsageError(`--${flag} takes only none here`);
  const [first = '', ...more] = values;
  const single = filters.eq ?? filters.contains;
  const filter = more.length > 0 ? filters.in : (single ?? filters.in);
  if (!filter) throw new UsageError(`--${flag} takes one value here: the API cannot filter on several at once`);
  if (filter === single && isListed(field, first)) {
    throw new UsageError(
      `--${flag} takes one value here, not ${quote(first)}: the API cannot filter on several at once`,
    );
  }
  const parsed = await Promise.all(values.map((value) => wireValue(field, value, flag, clock)));
  return [parameter(filter, parsed.join(','))];
}

/** A comma in text is text; in what can have none, somebody meant several values. */
const isListed = ({ kind }: Stem['field'], text: string): boolean =>
  text.includes(',') && kind !== 'string' && kind !== 'text';

async function byNegation({ flag, field, filters }: Stem, given: Given, clock: Clock): Promise<Parameter[]> {
  const own = `not-${flag}`;
  const [first, ...more] = given.all(own);
  if (!filters.not_eq || first === undefined) return [];
  if (more.length > 0 || isListed(field, first)) {
    throw new UsageError(`--${own} takes one value: the API cannot leave out several`);
  }
  return [parameter(filters.not_eq, await wireValue(field, first, own, clock))];
}

async function byRange({ field, filters }: Stem, given: Given, clock: Clock): Promise<Parameter[]> {
  const limits = RANGE.filter(([flag, predicate]) => filters[predicate] && given.has(flag));
  const day = given.get('on');
  if (day !== undefined && filters.gteq && filters.lt) {
    const [other] = limits;
    if (other) throw new UsageError(`--on and --${other[0]} contradict each other`);
    const { parseDay } = await import('./times.ts');
    const { from, until } = await naming('on', () => parseDay(day, clock));
    return [parameter(filters.gteq, from), parameter(filters.lt, until)];
  }
  const parameters: Parameter[] = [];
  const times: Limit[] = [];
  for (const [flag, predicate] of limits) {
    const filter = filters[predicate];
    if (!filter) continue;
    const time = await wireValue(field, given.get(flag) ?? '', flag, clock);
    parameters.push(parameter(filter, time));
    times.push({ flag, predicate, time });
  }
  if (times.length > 1) await (await import('./range.ts')).refuseEmpty(times, clock);
  return parameters;
}

async function raw(text: string): Promise<Parameter[]> {
  const [, name, value] = /^([a-z][a-z0-9_]*)=(\P{Cc}*)$/u.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--filter must be NAME=VALUE, not ${quote(text)}`, {
      hint: 'For instance --filter status_eq=draft.',
    });
  }
  return [[`filter[${name}]`, value]];
}

const parameter = ({ name }: Filter, value: string): Parameter => [`filter[${name}]`, value];

/** A value as it stands in a query. @throws UsageError */
async function wireValue(field: Stem['field'], text: string, flag: string, clock: Clock): Promise<string> {
  const { parseValue } = await import('./values.ts');
  const value = await parseValue(field, text, { ...clock, flag });
  if (value !== null) return String(value);
  throw new UsageError(`--${flag}: the API cannot filter on none here`);
}
