/** `--sort FIELD,-FIELD`: the order of the whole result. */
import { UsageError } from '../errors.ts';
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { checkName } from './fields.ts';
import { nameOf, type Path, pathOf, valueAt } from './paths.ts';
import { instantOf } from './times.ts';

export interface SortKey {
  readonly path: Path;
  readonly descending: boolean;
}

/**
 * Reads the value of `--sort`; to be called before anything is sent. A dash in front of a name turns its order around.
 * @param fields The declaration; without one any name is taken.
 * @throws UsageError for an empty list or an unknown name
 */
export function parseSort(text: string, fields?: Fields): readonly SortKey[] {
  const words = text.split(',').map((word) => word.trim());
  const keys = words.flatMap((word) => {
    const descending = word.startsWith('-');
    const name = descending ? word.slice(1) : word;
    return name === '' ? [] : [{ path: pathOf(name), descending }];
  });
  if (keys.length === 0) {
    throw new UsageError('--sort names no field', { hint: 'Give a name, or -NAME for descending: --sort -time,id.' });
  }
  if (fields) for (const { path } of keys) checkName('--sort', nameOf(path), fields);
  return keys;
}

let collator: Intl.Collator | undefined;
/** Words with numbers in them as people count: A2 before A10. One order everywhere, whatever the locale. Made when first used: it takes milliseconds. */
const words = (): Intl.Collator => {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator;
};

/** What a value is compared as: kinds in this order, and what is not there last, in either direction. */
type Rank = readonly [kind: 0 | 1 | 2 | 3, value: number | string] | undefined;

function rankOf(value: Json | undefined): Rank {
  switch (typeof value) {
    case 'boolean':
      return [0, Number(value)];
    case 'number':
      return [1, value];
    case 'string': {
      const instant = instantOf(value);
      return instant === undefined ? [3, value] : [2, instant];
    }
  }
  return value === null || value === undefined ? undefined : [3, JSON.stringify(value)];
}

function compare([kind, value]: NonNullable<Rank>, [otherKind, other]: NonNullable<Rank>): number {
  if (kind !== otherKind) return kind - otherKind;
  if (typeof value === 'number' && typeof other === 'number') return value - other;
  return words().compare(String(value), String(other));
}

/** The records in order; equal ones stay in the order they came in. */
export function sorted(records: readonly JsonObject[], keys: readonly SortKey[]): JsonObject[] {
  const ranked = records.map((record) => ({ record, ranks: keys.map(({ path }) => rankOf(valueAt(record, path))) }));
  ranked.sort((a, b) => {
    for (const [index, { descending }] of keys.entries()) {
      const [left, right] = [a.ranks[index], b.ranks[index]];
      if (!left || !right) {
        if (left || right) return left ? -1 : 1;
        continue;
      }
      const order = compare(left, right);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return ranked.map(({ record }) => record);
}
