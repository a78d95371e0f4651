/**
 * The filters of a resource as flags of `list`, by what they mean: `--status scheduled,enroute` is
 * `filter[status_in]=scheduled,enroute` (seed: Filtering and Paginating).
 */
import type { Field, Predicate } from '../spec/field.ts';
import { type Filter, filtersOf } from '../spec/filters.ts';
import { choicesOf, flagName, hintsOf, placeholder, type WordKind } from '../spec/flags.ts';
import type { Resource } from '../spec/resource.ts';

interface FilterFlag {
  readonly name: string;
  /** Absent: a switch. */
  readonly value?: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly many?: true;
  readonly of?: string;
  readonly completes?: WordKind | 'filter';
}

/** All predicates on one field, or a filter of its own that belongs to no field. */
export interface Stem {
  /** Without dashes: `user-id`. */
  readonly flag: string;
  /** What a single value must be. */
  readonly field: Exclude<Field, { kind: 'array' }>;
  readonly about: string;
  readonly filters: Partial<Record<Predicate, Filter>>;
}

/** The flags of times and the predicate that each asks for. */
export const RANGE: readonly (readonly [flag: string, predicate: Predicate, means: string])[] = [
  ['from', 'gteq', 'at or after'],
  ['until', 'lt', 'before'],
  ['after', 'gt', 'after'],
  ['up-to', 'lteq', 'at or before'],
];

/** The flags by which `list` filters a resource, in the order of its declaration. */
export function filterFlags(resource: Resource): FilterFlag[] {
  const stems = stemsOf(resource);
  const ranged = rangedOf(stems);
  return [
    ...stems.flatMap((stem) => [...valueFlags(stem), ...(stem === ranged ? rangeFlags(stem) : [])]),
    {
      name: 'filter',
      value: 'NAME=VALUE',
      many: true,
      about: 'Any other filter, sent as filter[NAME]=VALUE',
      completes: 'filter',
    },
  ];
}

function valueFlags({ flag, field, about, filters }: Stem): FilterFlag[] {
  const several = filters.in !== undefined;
  const words = choicesOf(field);
  const none = filters.null !== undefined;
  const choices = { ...hintsOf(field), ...(words && { choices: none ? [...words, 'none'] : words }) };
  const flags: FilterFlag[] = [];
  if (filters.eq || filters.in || filters.contains || none) {
    const say = `${filters.contains ? `${about} contains this` : about}${none ? ', or none' : ''}`;
    const value = `${placeholder(field)}${several ? ',…' : ''}`;
    flags.push({ name: flag, value, about: say, ...choices, ...(several ? { many: true } : {}) });
  }
  if (filters.not_eq)
    flags.push({ name: `not-${flag}`, value: placeholder(field), about: `Not: ${about}`, ...choices });
  if (isAssignment({ field, filters })) flags.push({ name: 'unassigned', about: `The same as --${flag} none` });
  return flags;
}

function rangeFlags({ about, filters }: Stem): FilterFlag[] {
  const flags: FilterFlag[] = RANGE.filter(([, predicate]) => filters[predicate]).map(([name, , means]) => ({
    name,
    value: 'TIME',
    completes: 'time',
    about: `${about}: ${means} this time`,
  }));
  if (filters.gteq && filters.lt) {
    flags.push({ name: 'on', value: 'DAY', completes: 'day', about: `${about}: that whole local day` });
  }
  return flags;
}

/** Whether records without a value are those that nobody is assigned to. */
export const isAssignment = ({ field, filters }: Pick<Stem, 'field' | 'filters'>): boolean =>
  field.kind === 'id' && field.of === 'users' && filters.null !== undefined;

export function stemsOf(resource: Resource): Stem[] {
  const stems = new Map<string, Stem>();
  for (const filter of filtersOf(resource)) {
    const field = filter.field.kind === 'array' ? filter.field.item : filter.field;
    const before = stems.get(filter.stem);
    const filters = { ...before?.filters, [filter.predicate]: filter };
    stems.set(filter.stem, { flag: flagName(filter.stem), field, about: filter.about, filters });
  }
  return [...stems.values()];
}

/** The field that `--from` and `--on` are about: the first time that has limits. Others are left to `--filter`. */
export function rangedOf(stems: readonly Stem[]): Stem | undefined {
  return stems.find(({ field, filters }) => field.kind === 'time' && RANGE.some(([, predicate]) => filters[predicate]));
}
