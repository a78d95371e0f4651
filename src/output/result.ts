/** What a command hands to the output layer. Commands return or yield data; nothing else prints. */
import type { Fields } from '../spec/field.ts';
import type { JsonObject } from '../spec/json.ts';

export type Result =
  /** Any number of records, in pages as they arrive. */
  | {
      readonly kind: 'records';
      readonly pages: AsyncIterable<readonly JsonObject[]>;
      /** The declaration, for columns, headers and times; absent for answers that nobody declared. */
      readonly fields?: Fields;
      /** `appointments`: what an empty result says there are none of. */
      readonly nouns: string;
      /** Reading on does something (deletes, uploads): the records say what was done. */
      readonly acts?: true;
    }
  /** One record. */
  | { readonly kind: 'record'; readonly record: JsonObject; readonly fields?: Fields }
  /** Text or bytes as they are, whatever the format (a uid, a script, a file's content, a raw body). */
  | {
      readonly kind: 'raw';
      readonly chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
      /** Text that ends: a person may read it a screen at a time. */
      readonly paged?: true;
    }
  /** Everything has been said on standard error. */
  | { readonly kind: 'nothing' };

export const FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
