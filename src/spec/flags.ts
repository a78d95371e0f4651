/** Fields as flags: which can be sent, what they are called on the command line, what their values look like. */
import type { Field, Fields, ScalarKind } from './field.ts';

/** What is done with a body: fields say separately whether they can be sent with each. */
export type WriteVerb = 'create' | 'update';

/** A field that can be sent, by a flag of its own. */
export interface Sendable {
  /** Names from the outermost object to the field, joined by dots: `address.street_1`. */
  readonly path: string;
  /** Without dashes: `address.street-1`. */
  readonly flag: string;
  readonly field: Field;
}

/** The flag of a field or a path: `job_id` is `job-id`, `address.street_1` is `address.street-1`. */
export function flagName(path: string): string {
  return path.replaceAll('_', '-');
}

/** Whether the field itself can be sent. */
export function canSend(field: Field, verb: WriteVerb): boolean {
  return verb === 'create' ? field.create !== undefined : field.update === true;
}

/** Whether a field of a nested object can be sent: with its object, whatever is done. */
export function canSendWithin(field: Field): boolean {
  return canSend(field, 'create') || canSend(field, 'update');
}

/**
 * The fields that can be given by flags, in the order of their declaration. A nested object is there as a whole (JSON)
 * and once more for each field in it; arrays are not taken apart. Secrets are never flags.
 */
export function sendable(fields: Fields, verb: WriteVerb): Sendable[] {
  return Object.entries(fields)
    .filter(([, field]) => canSend(field, verb))
    .flatMap(([name, field]) => withNested(name, field));
}

function withNested(path: string, field: Field): Sendable[] {
  if (field.kind === 'secret') return [];
  const nested = field.kind === 'object' ? Object.entries(field.fields) : [];
  const inner = nested
    .filter(([, within]) => canSendWithin(within))
    .flatMap(([name, within]) => withNested(`${path}.${name}`, within));
  return [{ path, flag: flagName(path), field }, ...inner];
}

const PLACEHOLDERS: Readonly<Record<ScalarKind, string>> = {
  id: 'ID',
  integer: 'N',
  number: 'N',
  boolean: 'BOOLEAN',
  string: 'TEXT',
  text: 'TEXT',
  time: 'TIME',
  duration: 'DURATION',
  email: 'EMAIL',
  phone: 'PHONE',
  zone: 'ZONE',
  date: 'DAY',
  file: 'UID',
  secret: 'SECRET',
};

/** What stands for the value in a usage line: `ID`. */
export function placeholder(field: Field): string {
  if (field.kind === 'enumeration') return 'WORD';
  if (field.kind === 'object') return 'JSON';
  if (field.kind !== 'array') return PLACEHOLDERS[field.kind];
  return field.item.kind === 'object' ? 'JSON' : `${placeholder(field.item)},…`;
}

/** Kinds of words that a value can be completed with. */
export type WordKind = 'time' | 'day' | 'zone';

/** What a value can be completed with: words, or the records of a resource. */
export interface Hints {
  readonly of?: string;
  readonly completes?: WordKind;
}

export function hintsOf(field: Field): Hints {
  if (field.kind === 'array') return hintsOf(field.item);
  if (field.kind === 'id') return field.of === undefined ? {} : { of: field.of };
  if (field.kind === 'time' || field.kind === 'zone') return { completes: field.kind };
  return field.kind === 'date' ? { completes: 'day' } : {};
}

/** The only values there are, for enumerations, arrays of them, and booleans. */
export function choicesOf(field: Field): readonly string[] | undefined {
  if (field.kind === 'enumeration') return field.values;
  if (field.kind === 'boolean') return ['true', 'false'];
  return field.kind === 'array' ? choicesOf(field.item) : undefined;
}
