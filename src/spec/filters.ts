/** The filters of a resource, as the API names them: those of its fields and those that belong to no field. */
import type { Field, Predicate } from './field.ts';
import type { Resource } from './resource.ts';

export interface Filter {
  /** As sent: `filter[NAME]`. */
  readonly name: string;
  /** What its flag is derived from: the field's name, or the filter's own. */
  readonly stem: string;
  readonly predicate: Predicate;
  readonly field: Field;
  readonly about: string;
}

/** Every filter of a resource, in the order of its declaration. */
export function filtersOf(resource: Resource): Filter[] {
  const ofFields = Object.entries(resource.fields).flatMap(([stem, field]) =>
    (field.filters ?? []).map((predicate) => ({
      name: `${stem}_${predicate}`,
      stem,
      predicate,
      field,
      about: field.about,
    })),
  );
  const extra = Object.entries(resource.filters ?? {}).map(([name, { about, like, predicate, stem }]) => {
    const field = resource.fields[like];
    if (!field) throw new TypeError(`${resource.name}: filter ${name} is like the unknown field ${like}`);
    return { name, stem, predicate, field, about };
  });
  return [...ofFields, ...extra];
}

/** The field of a record that holds its identifiers in other systems. */
export const EXTERNAL_IDS = 'external_ids';

/** The filter that finds records by external id, where the API has one. */
export const externalIdFilter = (resource: Resource): Filter | undefined =>
  filtersOf(resource).find(
    ({ field, predicate }) => field === resource.fields[EXTERNAL_IDS] && predicate === 'contains',
  );
