/** What a format of the output is: one object in a file of its own, listed in print.ts. */
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Names } from './names.ts';

/** How records are to be shown. */
export interface View {
  /** Their declaration, where there is one. */
  readonly fields?: Fields | undefined;
  /** The fields to show, in order. */
  readonly chosen?: readonly string[] | undefined;
  /** Whether cells of CSV stay as they are even where a spreadsheet would run them. */
  readonly csvRaw: boolean;
  /** IANA name of the zone for times; undefined: the system's own. */
  readonly zone: string | undefined;
  readonly color: boolean;
  /** Nothing but ASCII for what the program itself draws. */
  readonly ascii: boolean;
  /** Width of the terminal; undefined where the output is not one. */
  readonly columns: number | undefined;
  /** What a table says beside numbers; absent: numbers alone. */
  readonly names?: Names | undefined;
}

/** Shows records that come in pages. A page's text is written before the next page is asked for. */
export interface PageWriter {
  /** The text of a page, which is never empty. */
  page(records: readonly JsonObject[]): string | Promise<string>;
  /** What follows the last page, or stands for no page at all. Not called after a failure. */
  end(): string | Promise<string>;
}

export interface Formatter {
  /** Any number of records. */
  many(view: View): PageWriter;
  /** One record. */
  one(record: JsonObject, view: View): string | Promise<string>;
  /** Any other value, which only a query gives. */
  value(value: Json, view: View): string | Promise<string>;
}
