/** Records of every resource, kept as JSON. Reads and writes are synchronous, so each one is seen whole. */
import type { JsonObject } from '../spec/json.ts';
import type { Database } from './database.ts';

export type Stored = JsonObject & { readonly id: number };

/** An SQL expression over `body` with the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export class Records {
  constructor(
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  find(resource: string, id: number): Stored | undefined {
    const row = this.db.prepare('SELECT body FROM records WHERE resource = ? AND id = ?').get(resource, id);
    return row === undefined ? undefined : parse(row);
  }

  /** Numbers are never given twice, as in the API. */
  insert(resource: string, values: JsonObject): Stored {
    const stamp = timestamp(this.now());
    return this.put(resource, { ...values, id: this.nextNumber(resource), created_at: stamp, updated_at: stamp });
  }

  nextNumber(sequence: string): number {
    const row = this.db
      .prepare(
        'INSERT INTO sequences VALUES (?, 1) ON CONFLICT (resource) DO UPDATE SET last = last + 1 RETURNING last',
      )
      .get(sequence);
    return (row as { last: number }).last;
  }

  /** A record with a number of its own, as the seeded account has them. */
  put(resource: string, record: Stored): Stored {
    this.db.prepare('INSERT INTO records VALUES (?, ?, ?)').run(resource, record.id, JSON.stringify(record));
    this.db
      .prepare(
        'INSERT INTO sequences VALUES (?, ?) ON CONFLICT (resource) DO UPDATE SET last = max(last, excluded.last)',
      )
      .run(resource, record.id);
    return record;
  }

  update(resource: string, record: Stored, changes: JsonObject): Stored {
    const changed = { ...record, ...changes, id: record.id, updated_at: timestamp(this.now()) };
    this.db
      .prepare('UPDATE records SET body = ? WHERE resource = ? AND id = ?')
      .run(JSON.stringify(changed), resource, record.id);
    return changed;
  }

  remove(resource: string, id: number): void {
    this.db.prepare('DELETE FROM records WHERE resource = ? AND id = ?').run(resource, id);
  }

  /** Those whose field has the value. */
  where(resource: string, field: string, value: string | number): Stored[] {
    return this.page(resource, [{ sql: 'json_extract(body, ?) = ?', values: [`$.${field}`, value] }], -1, 0).records;
  }

  /** Those whose array has the value among its elements. */
  holding(resource: string, field: string, value: string | number): Stored[] {
    const among = { sql: 'EXISTS (SELECT 1 FROM json_each(body, ?) WHERE value = ?)', values: [`$.${field}`, value] };
    return this.page(resource, [among], -1, 0).records;
  }

  /** A page in the order of the numbers, and how many records meet the conditions; a limit of -1 gives all. */
  page(resource: string, conditions: readonly Condition[], limit: number, offset: number) {
    const where = ['resource = ?', ...conditions.map(({ sql }) => sql)].join(' AND ');
    const values = [resource, ...conditions.flatMap((condition) => condition.values)];
    const { total } = this.db.prepare(`SELECT count(*) AS total FROM records WHERE ${where}`).get(...values) as {
      total: number;
    };
    const rows = this.db
      .prepare(`SELECT body FROM records WHERE ${where} ORDER BY id LIMIT ? OFFSET ?`)
      .all(...values, limit, offset);
    return { records: rows.map(parse), total };
  }

  /** Runs `work` so that other processes see all of it or nothing. */
  atomically<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }
}

function parse(row: unknown): Stored {
  return JSON.parse((row as { body: string }).body) as Stored;
}

/** As the API writes moments: UTC, whole seconds, `Z`. They sort as text. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
