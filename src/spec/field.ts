/**
 * The kinds of field a resource can have, and one builder for each.
 *
 * A field says everything the rest of the program needs to know about it: what it means, whether it can be sent, how
 * it can be filtered, whether it is a column of the table. Types of records are inferred from it (`ValueOf`).
 */

/** The predicates of the API's filters: `filter[NAME_eq]` and so on (seed: Filtering and Paginating). */
export const PREDICATES = ['eq', 'not_eq', 'in', 'null', 'contains', 'gt', 'gteq', 'lt', 'lteq'] as const;
export type Predicate = (typeof PREDICATES)[number];

/** What every kind of field can say of itself. */
export interface Traits {
  /** Whether it can be sent when a record is created; absent: it cannot. */
  readonly create?: 'required' | 'optional';
  /** Whether it can be sent when a record is updated. */
  readonly update?: true;
  /** The predicates by which `list` can filter on it. */
  readonly filters?: readonly Predicate[];
  /** It is a column of the table; 1 keeps its width longest when the terminal is narrow, 3 gives way first. */
  readonly column?: 1 | 2 | 3;
}

/** Kinds whose value is one JSON string or number, with the TypeScript type of that value. */
interface ScalarTypes {
  /** Positive integer that names a record. */
  id: number;
  integer: number;
  number: number;
  boolean: boolean;
  /** One line of text. */
  string: string;
  /** Text of several lines, Markdown where the API renders it. */
  text: string;
  /** Timestamp, ISO 8601 in UTC on the wire. */
  time: string;
  /** Length of time in whole seconds. */
  duration: number;
  email: string;
  /** Telephone number in international form, `+15551234567`. */
  phone: string;
  /** IANA name of a time zone. */
  zone: string;
  /** Calendar day, `2026-11-24`. */
  date: string;
  /** `uid` of an uploaded datafile. */
  file: string;
  /** Sent, never answered, and never taken from a flag. */
  secret: string;
}
export type ScalarKind = keyof ScalarTypes;

export interface Scalar<K extends ScalarKind = ScalarKind> extends Traits {
  readonly kind: K;
  readonly about: string;
  /** The resource whose records an id names. */
  readonly of?: string;
  /** Inclusive bounds of a number. */
  readonly min?: number;
  readonly max?: number;
  /** What the API takes on create when it is not sent. */
  readonly otherwise?: number;
  /** The field beside it that the API works it out from when it is not sent. */
  readonly from?: string;
  /** What the value must look like, and how to say so in an error. */
  readonly pattern?: { readonly like: RegExp; readonly means: string };
}

export interface Enumeration<V extends string = string> extends Traits {
  readonly kind: 'enumeration';
  readonly about: string;
  readonly values: readonly V[];
}

export interface Nested<F extends Fields = Fields> extends Traits {
  readonly kind: 'object';
  readonly about: string;
  readonly fields: F;
  /** What must hold between two of its fields. */
  readonly rules?: readonly Rule[];
  /** Two of its times, the second of which is the later one. */
  readonly inOrder?: readonly [string, string];
}

/** Where `field` is one of `values`, `other` must look like this. */
export interface Rule {
  readonly field: string;
  readonly values: readonly string[];
  readonly other: string;
  readonly like: RegExp;
  readonly means: string;
}

export interface List<I extends Item = Item> extends Traits {
  readonly kind: 'array';
  readonly about: string;
  readonly item: I;
  /** The fewest and the most elements the API takes. */
  readonly least?: number;
  readonly most?: number;
  /** The boolean field of the elements that exactly one of them has set. */
  readonly exactlyOne?: string;
}

type Item = Scalar | Enumeration | Nested<Fields>;
export type Field = Scalar | Enumeration | Nested<Fields> | List<Item>;
export interface Fields {
  readonly [name: string]: Field;
}

/** The TypeScript type of a field's value in a record. */
export type ValueOf<F> = F extends { kind: 'enumeration'; values: readonly (infer V)[] }
  ? V
  : F extends { kind: 'object'; fields: infer N }
    ? RecordOf<N>
    : F extends { kind: 'array'; item: infer I }
      ? readonly ValueOf<I>[]
      : F extends { kind: infer K extends ScalarKind }
        ? ScalarTypes[K]
        : never;

/** A record as the API answers it: any field can be missing or null. */
export type RecordOf<F> = { readonly [K in keyof F]?: ValueOf<F[K]> | null };

type Limits = Pick<Scalar, 'min' | 'max' | 'pattern' | 'otherwise' | 'from'>;

function scalar<K extends ScalarKind>(kind: K) {
  return (about: string, traits: Traits & Limits = {}): Scalar<K> => ({ kind, about, ...traits });
}

export const integer = scalar('integer');
export const number = scalar('number');
export const boolean = scalar('boolean');
export const string = scalar('string');
export const text = scalar('text');
export const time = scalar('time');
export const duration = scalar('duration');
export const email = scalar('email');
export const phone = scalar('phone');
export const zone = scalar('zone');
export const date = scalar('date');
export const file = scalar('file');
export const secret = scalar('secret');

/** The number of a record; `of` names the resource when it belongs to another one. */
export function id(about: string, traits: Traits & { readonly of?: string } = {}): Scalar<'id'> {
  return { kind: 'id', about, ...traits };
}

/** One of a closed set of words. */
export function enumeration<const V extends string>(
  values: readonly V[],
  about: string,
  traits: Traits = {},
): Enumeration<V> {
  return { kind: 'enumeration', values, about, ...traits };
}

/** A nested object with fields of its own. */
export function object<const F extends Fields>(
  about: string,
  fields: F,
  traits: Traits & Pick<Nested, 'rules' | 'inOrder'> = {},
): Nested<F> {
  return { kind: 'object', about, fields, ...traits };
}

/** An array of scalars or of objects. */
export function array<const I extends Item>(
  item: I,
  about: string,
  traits: Traits & Pick<List, 'least' | 'most' | 'exactlyOne'> = {},
): List<I> {
  return { kind: 'array', about, item, ...traits };
}
