/** `--fields id,time,address.city`: which fields are shown, and in which order. */
import { UsageError } from '../errors.ts';
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { suggest } from '../spec/suggest.ts';
import { fieldAt, isObject, namesOf, pathOf } from './paths.ts';

/**
 * Reads the value of `--fields`; to be called before anything is sent.
 * @param fields The declaration; without one any name is taken.
 * @throws UsageError for an empty list or an unknown name.
 */
export function parseFields(text: string, fields?: Fields): readonly string[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) {
    throw new UsageError('--fields names no field', { hint: 'Give names separated by commas: --fields id,name.' });
  }
  if (fields) for (const name of names) checkName('--fields', name, fields);
  return names;
}

/** @param flag what the name was given to. @throws UsageError for an unknown name */
export function checkName(flag: string, name: string, fields: Fields): void {
  const field = fieldAt(fields, pathOf(name));
  if (field && field.kind !== 'secret') return;
  const known = namesOf(fields);
  const meant = known.find((one) => one.endsWith(`.${name}`)) ?? suggest(name, known);
  throw new UsageError(`${flag} names the unknown field ${name}`, {
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}The fields are ${known.join(', ')}.`,
  });
}

/** What is chosen below a step: all of it, or some of its own steps. */
type Choice = Map<string, Choice> | 'all';

function choiceOf(names: readonly string[]): Choice {
  const root = new Map<string, Choice>();
  for (const name of names) {
    const path = pathOf(name);
    let at = root;
    for (const [index, step] of path.entries()) {
      const last = index === path.length - 1;
      const below: Choice = last ? 'all' : (at.get(step) ?? new Map());
      at.set(step, below);
      if (below === 'all') break;
      at = below;
    }
  }
  return root;
}

function chosenOf(value: Json, choice: Choice): Json {
  if (choice === 'all') return value;
  if (Array.isArray(value)) return value.map((element) => chosenOf(element, choice));
  return isObject(value) ? chosenFrom(value, choice) : value;
}

function chosenFrom(record: JsonObject, choice: Map<string, Choice>): JsonObject {
  // Without a prototype, so that a key called __proto__ is a key like any other.
  const chosen: Record<string, Json> = Object.create(null);
  for (const [step, below] of choice) {
    const value = Object.hasOwn(record, step) ? record[step] : undefined;
    if (value !== undefined) chosen[step] = chosenOf(value, below);
  }
  return chosen;
}

/** Cuts records down to the chosen fields, in the order chosen and in the API's shape; without a choice, leaves them. */
export function chooser(names: readonly string[] | undefined): (record: JsonObject) => JsonObject {
  if (!names) return (record) => record;
  const choice = choiceOf(names);
  return choice === 'all' ? (record) => record : (record) => chosenFrom(record, choice);
}
