/** Where a value lies in a record: `address.city` as its steps. */
import type { Field, Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';

export type Path = readonly string[];

export const nameOf = (path: Path): string => path.join('.');
export const pathOf = (name: string): Path => name.split('.');

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path; a step into an array is taken in each of its elements. */
export function valueAt(value: Json | undefined, path: Path, from = 0): Json | undefined {
  const step = path[from];
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => valueAt(element, path, from) ?? null);
  if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
  // Most paths end here, and a large export asks for a million values.
  return from + 1 === path.length ? value[step] : valueAt(value[step], path, from + 1);
}

/** The declared field at a path. */
export function fieldAt(fields: Fields | undefined, path: Path): Field | undefined {
  const [step, ...rest] = path;
  if (!fields || step === undefined || !Object.hasOwn(fields, step)) return undefined;
  const field = fields[step];
  return rest.length === 0 ? field : fieldAt(childrenOf(field), rest);
}

/** The fields of a nested object, or of the objects of an array. */
function childrenOf(field: Field | undefined): Fields | undefined {
  const holder = field?.kind === 'array' ? field.item : field;
  return holder?.kind === 'object' ? holder.fields : undefined;
}

/** Every declared value that is not an object itself, in the order of the declaration; arrays are one value. */
export function leavesOf(fields: Fields): Path[] {
  return Object.entries(fields).flatMap(([name, field]): Path[] => {
    if (field.kind === 'secret') return [];
    return field.kind === 'object' ? leavesOf(field.fields).map((rest) => [name, ...rest]) : [[name]];
  });
}

/** Every name by which a declared value can be chosen, objects and the insides of arrays included. */
export function namesOf(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'secret' ? [] : [name, ...namesOf(childrenOf(field) ?? {}).map((rest) => `${name}.${rest}`)],
  );
}

/** Every value of a record that is not an object itself; those at `whole` are not looked into. */
export function leavesIn(record: JsonObject, whole: ReadonlySet<string>, parent: Path = []): Path[] {
  return Object.entries(record).flatMap(([key, value]): Path[] => {
    const path = [...parent, key];
    const inside = isObject(value) && !whole.has(nameOf(path)) ? leavesIn(value, whole, path) : [];
    return inside.length > 0 ? inside : [path];
  });
}
