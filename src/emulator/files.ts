/** Contents of uploaded files, kept in pieces so that neither way holds a whole file in memory. */
import type { JsonObject } from '../spec/json.ts';
import type { Database } from './database.ts';

export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  /** The datafile as the API answers it. */
  readonly record: JsonObject;
}

export class Files {
  constructor(private readonly db: Database) {}

  find(uid: string): StoredFile | undefined {
    const row = this.db.prepare('SELECT size, body FROM files WHERE uid = ?').get(uid) as
      | { size: number; body: string }
      | undefined;
    return row && { size: row.size, record: JSON.parse(row.body) as JsonObject };
  }

  /** A piece of a file; the file exists when `finish` says so. */
  append(uid: string, start: number, bytes: Uint8Array): void {
    this.db.prepare('INSERT INTO chunks VALUES (?, ?, ?)').run(uid, start, bytes);
  }

  finish(uid: string, size: number, record: JsonObject): void {
    this.db.prepare('INSERT INTO files VALUES (?, ?, ?)').run(uid, size, JSON.stringify(record));
  }

  /** Forgets the pieces of an upload that failed. */
  discard(uid: string): void {
    this.db.prepare('DELETE FROM chunks WHERE uid = ?').run(uid);
  }

  /** The bytes from `first` to `last`, both included. */
  *read(uid: string, first: number, last: number): Generator<Buffer> {
    const piece = this.db.prepare(
      'SELECT start, bytes FROM chunks WHERE uid = ? AND start <= ? ORDER BY start DESC LIMIT 1',
    );
    for (let at = first; at <= last; ) {
      const row = piece.get(uid, at) as { start: number; bytes: Buffer };
      const bytes = Buffer.from(row.bytes).subarray(at - row.start, last - row.start + 1);
      // The file was thrown away by a reset while it was read.
      if (bytes.length === 0) throw new Error(`the content of ${uid} is gone`);
      yield bytes;
      at += bytes.length;
    }
  }
}
