/** `--with`: what belongs to a record, worked out from the ids that the declarations say name other resources. */

import type { Query } from '../api/types.ts';
import { UsageError } from '../errors.ts';
import { quote } from '../input/quote.ts';
import { RESOURCES } from '../resources/index.ts';
import { array, type Field, type Fields, object } from '../spec/field.ts';
import { filtersOf } from '../spec/filters.ts';
import type { Json } from '../spec/json.ts';
import { plural, type Resource } from '../spec/resource.ts';
import { suggest } from '../spec/suggest.ts';

export interface Relation {
  /** As `--with` takes it and the result shows it: `customer`, `appointments`. */
  readonly name: string;
  readonly resource: Resource;
  /** The field of the record that names one other; absent where the others name this record. */
  readonly field?: string;
  /** The filter that finds the others by this record's id, and those that go with it. */
  readonly query?: (id: Json) => Query;
}

/** What can be shown with a record: those that it names, and those that name it. */
export function relationsOf(resource: Resource): Relation[] {
  const named = Object.entries(resource.fields).flatMap(([field, declared]): Relation[] => {
    const other = RESOURCES.find(({ name }) => declared.kind === 'id' && name === declared.of);
    return other && field.endsWith('_id') ? [{ name: field.replace(/_id$/, ''), resource: other, field }] : [];
  });
  const naming = RESOURCES.flatMap((other): Relation[] => {
    const filter = filtersOf(other).find(
      ({ field, predicate }) => predicate === 'eq' && field.kind === 'id' && field.of === resource.name,
    );
    return filter ? [{ name: plural(other), resource: other, query: queryBy(filter.name, other) }] : [];
  });
  return [...named, ...naming];
}

/** The resource's fields with those of what is shown with it, so that its times and columns are known. */
export const fieldsWith = (resource: Resource, relations: readonly Relation[]): Fields => ({
  ...resource.fields,
  ...Object.fromEntries(
    relations.map(({ name, resource: other, field }): [string, Field] => {
      const whole = object(other.about, other.fields);
      return [name, field === undefined ? array(whole, other.about) : whole];
    }),
  ),
});

/** Where the parent's type is asked for as well (`entity_type`) and there is only one, it is said. */
const queryBy =
  (filter: string, other: Resource) =>
  (id: Json): Query => [
    ...filtersOf(other).flatMap(({ name, field, predicate }) =>
      predicate === 'eq' && field.kind === 'enumeration' && field.values.length === 1
        ? [[`filter[${name}]`, String(field.values[0])] as const]
        : [],
    ),
    [`filter[${filter}]`, String(id)],
  ];

/** @throws UsageError for a relation that the resource does not have */
export function parseWith(resource: Resource, text: string): Relation[] {
  const known = relationsOf(resource);
  return text.split(',').map((name) => {
    const relation = known.find((candidate) => candidate.name === name.replaceAll('-', '_'));
    if (relation) return relation;
    const names = known.map((candidate) => candidate.name);
    const guess = suggest(name, names);
    throw new UsageError(`--with: ${resource.name} have no ${quote(name)}`, {
      hint: guess ? `Did you mean ${guess}?` : `There are ${names.join(', ')}.`,
    });
  });
}
