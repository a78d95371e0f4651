/** Which columns a table has, and what each holds. */
import type { Field } from '../spec/field.ts';
import type { JsonObject } from '../spec/json.ts';
import type { View } from './format.ts';
import { fieldAt, nameOf, type Path, pathOf, valueAt } from './paths.ts';
import { oneLine } from './safe.ts';

export interface Column {
  readonly path: Path;
  readonly field: Field | undefined;
  /** As in the header: `JOB_ID`, so that it can be given to --fields. */
  readonly title: string;
  readonly usefulness: 1 | 2 | 3;
  /** It holds numbers: they stand to the right. */
  readonly numeric: boolean;
  /** Its values are never shortened: part of a number or a time is a wrong one. */
  readonly whole: boolean;
}

const NUMERIC: readonly Field['kind'][] = ['id', 'integer', 'number'];
const WHOLE: readonly Field['kind'][] = [...NUMERIC, 'boolean', 'time', 'date', 'duration', 'phone'];

/** The chosen fields, else the declared columns, else what the records of the first page hold. */
export function columnsOf(view: View, page: readonly JsonObject[]): Column[] {
  return pathsOf(view, page).map((path) => {
    const field = fieldAt(view.fields, path);
    const numeric = field ? NUMERIC.includes(field.kind) : holdsNumbers(page, path);
    return {
      path,
      field,
      title: oneLine(nameOf(path)).toUpperCase(),
      usefulness: field?.column ?? 2,
      numeric,
      whole: numeric || (field !== undefined && WHOLE.includes(field.kind)),
    };
  });
}

function pathsOf({ fields, chosen }: View, page: readonly JsonObject[]): Path[] {
  if (chosen) return chosen.map(pathOf);
  const columns = Object.entries(fields ?? {}).filter(([, field]) => field.column !== undefined);
  if (columns.length > 0) return columns.map(([name]) => [name]);
  return [...new Set(page.flatMap((record) => Object.keys(record)))].map((key) => [key]);
}

function holdsNumbers(page: readonly JsonObject[], path: Path): boolean {
  const values = page.map((record) => valueAt(record, path)).filter((value) => value !== null && value !== undefined);
  return values.length > 0 && values.every((value) => typeof value === 'number');
}
