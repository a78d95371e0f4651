/**
 * How a resource is declared. Commands, flags, help, validation, tables, completions, the reference and the emulator
 * all read this; nothing about a resource is written anywhere else.
 */
import type { Fields, Predicate, RecordOf } from './field.ts';
import { time } from './field.ts';

/** The requests that most resources share, as the API documents them. */
export const REQUESTS = ['list', 'get', 'create', 'update', 'delete'] as const;
export type RequestName = (typeof REQUESTS)[number];

/** A filter that belongs to no field. */
export interface ExtraFilter {
  readonly about: string;
  /** The field whose kind of value it takes. */
  readonly like: string;
  readonly predicate: Predicate;
  /** What its flag is derived from, as a field's name would be. */
  readonly stem: string;
}

/** A request of one resource beyond the shared ones, `POST /v3/users/:id/restore` for instance. */
export interface Action {
  readonly about: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Behind the resource's path; `:name` stands for an argument. */
  readonly path: string;
  /** The fields of its body. */
  readonly body?: Fields;
  /** What its answer holds when that is not a record of the resource; `many`: the key of a list. */
  readonly answers?: { readonly one: string; readonly many?: string; readonly fields: Fields };
  /** It cannot be undone: asks first. */
  readonly final?: true;
  /** What success is called in front of the record's name: `Accepted` job 12. */
  readonly done: string;
}

/** What the documentation says will follow a write, told before it happens. */
export interface Consequence {
  /** The verb or action that sets it off. */
  readonly on: string;
  /** Only when these fields are sent with these values. */
  readonly when?: Readonly<Record<string, string | boolean>>;
  /** Only when these fields are sent, whatever their value, or are not. */
  readonly given?: Readonly<Record<string, boolean>>;
  /** A full sentence. */
  readonly tells: string;
  /** What it changes on the record itself without being sent. */
  readonly sets?: Readonly<Record<string, string>>;
  /** The records it touches: those of `resource` whose filters equal the record's `id` or a field that is sent. */
  readonly counts?: { readonly resource: string; readonly filters: Readonly<Record<string, string>> };
}

export interface Resource {
  /** Plural, kebab-case: the command's name. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Singular, as the API wraps one record: `{"appointment": {…}}`. */
  readonly singular: string;
  readonly path: string;
  /** What it is, in one sentence. */
  readonly about: string;
  readonly requests: readonly RequestName[];
  readonly fields: Fields;
  readonly filters?: Readonly<Record<string, ExtraFilter>>;
  /** By name; two words make a command of a group: `contacts list`. */
  readonly actions?: Readonly<Record<string, Action>>;
  readonly consequences?: readonly Consequence[];
  /** What a single record can be asked to bring along that it leaves out by default (`?include=`). */
  readonly includes?: readonly string[];
  /** Changes to its records are news: they can be watched. */
  readonly watched?: true;
  /** An account has few of them: one page of a list holds most. */
  readonly few?: true;
  /** Create can answer a record that was there before. */
  readonly deduplicated?: true;
  /** Example invocations for the help, without the program's name. */
  readonly examples?: Readonly<Record<string, readonly string[]>>;
}

/** The fields that say when a record was made and changed; spread into a resource that has them. */
export const stamps = {
  created_at: time('When it was created'),
  updated_at: time('When it was last changed'),
};

/** Declares a resource; its literal types are kept, so that records and statuses are inferred from it. */
export function resource<const R extends Resource>(declared: R): R {
  return declared;
}

/** How an action's body is checked: a PATCH of one record, `…/:contact_id`, is an update; all else creates something. */
export const writeVerbOf = ({ method, path }: Action): 'create' | 'update' =>
  method === 'PATCH' && /:\w+$/.test(path) ? 'update' : 'create';

/** The record type of a declared resource. */
export type Of<R extends Resource> = RecordOf<R['fields']>;

/** The key of a list answer and the last part of the path: `survey_responses`. */
export const plural = (r: Resource): string => r.name.replaceAll('-', '_');
/** How a person calls one record: `survey response`. */
export const noun = (r: Resource): string => r.singular.replaceAll('_', ' ');
/** How a person calls several: `survey responses`. */
export const nouns = (r: Resource): string => r.name.replaceAll('-', ' ');
/** With its article: `an appointment`. */
export const aOrAn = (words: string): string => `${/^[aeio]/.test(words) ? 'an' : 'a'} ${words}`;
