/** Shows the result of a command on standard output, in the format asked for. */
import type { Io } from '../io.ts';
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { csv } from './csv.ts';
import type { Formatter, View } from './format.ts';
import { json } from './json.ts';
import type { Names } from './names.ts';
import { ndjson } from './ndjson.ts';
import { isObject } from './paths.ts';
import { type Progress, progress } from './progress.ts';
import { queried } from './query.ts';
import type { Format, Result } from './result.ts';
import { safeText } from './safe.ts';
import { type SortKey, sorted } from './sort.ts';
import { table } from './table.ts';

export interface PrintOptions {
  readonly format: Format;
  /** The fields to show, in order, as `parseFields` gave them. */
  readonly fields?: readonly string[];
  /** A JMESPath expression that `checkQuery` has passed. */
  readonly query?: string;
  /** The order of records, before any query. */
  readonly sort?: readonly SortKey[];
  readonly csvRaw: boolean;
  /** IANA name of the zone for times; undefined: the system's own. */
  readonly zone: string | undefined;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Nothing moves, and what the program itself draws is ASCII. */
  readonly plain?: boolean;
  /** What a table says beside numbers; absent: numbers alone. */
  readonly names?: Names | undefined;
}

type Records = Extract<Result, { kind: 'records' }>;

/** A new format is a file with a Formatter and a line here. */
const FORMATTERS: Readonly<Record<Format, Formatter>> = { table, json, ndjson, csv };

/** Of a terminal that does not tell its width. */
const USUAL_COLUMNS = 80;

/**
 * Writes a result. Records are written page by page as they arrive; where a page fails, what was written is not closed
 * as if it were complete, and the failure is thrown on.
 */
export async function print(result: Result, options: PrintOptions, io: Io): Promise<void> {
  switch (result.kind) {
    case 'nothing':
      return;
    case 'raw':
      for await (const chunk of result.chunks) {
        await io.stdout.write(typeof chunk === 'string' && io.stdout.isTerminal ? safeText(chunk) : chunk);
      }
      return;
    case 'record':
      return new Printer(options, io, result.fields).record(result.record);
    case 'records':
      return new Printer(options, io, result.fields).records(result);
  }
}

class Printer {
  private readonly formatter: Formatter;

  constructor(
    private readonly options: PrintOptions,
    private readonly io: Io,
    private readonly fields: Fields | undefined,
  ) {
    this.formatter = FORMATTERS[options.format];
  }

  async record(record: JsonObject): Promise<void> {
    const { query } = this.options;
    if (query === undefined) return this.one(record, this.fields);
    return this.anything(await queried(record, query), new Set([record]), 'results');
  }

  async records(result: Records): Promise<void> {
    const { quiet, color, plain = false, query, sort } = this.options;
    const spinner = progress(this.io, { text: `Reading ${result.nouns}`, quiet: quiet || plain, color });
    try {
      if (query === undefined && !sort) return await this.many(result.pages, this.fields, result.nouns, spinner);
      const all: JsonObject[] = [];
      for await (const page of result.pages) {
        all.push(...page);
        spinner.update(`Read ${all.length} ${result.nouns}`);
      }
      spinner.stop();
      const ordered = sort ? sorted(all, sort) : all;
      if (query === undefined) return await this.many([ordered], this.fields, result.nouns);
      await this.anything(await queried(ordered, query), new Set(ordered), result.nouns);
    } finally {
      spinner.stop();
    }
  }

  /** What a query made: records are shown as such, by their declaration only where they were merely selected. */
  private async anything(value: Json, given: ReadonlySet<JsonObject>, nouns: string): Promise<void> {
    if (isObject(value)) return this.one(value, given.has(value) ? this.fields : undefined);
    if (Array.isArray(value) && value.every(isObject)) {
      const selected = value.every((record) => given.has(record));
      return this.many([value], selected ? this.fields : undefined, nouns);
    }
    await this.io.stdout.write(await this.formatter.value(value, this.view(undefined)));
  }

  private async one(record: JsonObject, fields: Fields | undefined): Promise<void> {
    await this.io.stdout.write(await this.formatter.one(record, this.view(fields)));
  }

  private async many(
    pages: AsyncIterable<readonly JsonObject[]> | Iterable<readonly JsonObject[]>,
    fields: Fields | undefined,
    nouns: string,
    spinner?: Progress,
  ): Promise<void> {
    const { stdout, stderr } = this.io;
    const writer = this.formatter.many(this.view(fields));
    let count = 0;
    for await (const page of pages) {
      if (page.length === 0) continue;
      count += page.length;
      // Rows and a spinner on one terminal would overwrite each other.
      if (stdout.isTerminal) spinner?.stop();
      else spinner?.update(`Read ${count} ${nouns}`);
      await stdout.write(await writer.page(page));
    }
    spinner?.stop();
    await stdout.write(await writer.end());
    if (count === 0 && !this.options.quiet) await stderr.write(`No ${nouns}.\n`);
  }

  private view(fields: Fields | undefined): View {
    const { stdout } = this.io;
    const { fields: chosen, csvRaw, zone, color, plain: ascii = false, names } = this.options;
    const columns = stdout.isTerminal ? stdout.columns || USUAL_COLUMNS : undefined;
    return { fields, chosen, csvRaw, zone, color, ascii, columns, names };
  }
}
