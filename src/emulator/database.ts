/** The emulator's SQLite file: one for all processes that use it at the same time, seeded once. */
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Libsql from 'libsql';

export type Database = Libsql.Database;

/** Of the tables and the seed; a file that says otherwise is made anew. */
const VERSION = 1;
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  CREATE TABLE records (resource TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE UNIQUE INDEX records_by_id ON records (resource, id);
  CREATE TABLE sequences (resource TEXT PRIMARY KEY, last INTEGER NOT NULL);
  CREATE TABLE access_tokens (token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL);
  CREATE TABLE refresh_tokens (token TEXT PRIMARY KEY);
  CREATE TABLE files (uid TEXT PRIMARY KEY, size INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE chunks (uid TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (uid, start));
`;
const TABLES = ['records', 'sequences', 'access_tokens', 'refresh_tokens', 'files', 'chunks'];

/**
 * Opens the file, makes it if it is not there, and seeds it if nobody has.
 * @param file path, or `:memory:`
 * @throws SqliteError when the file is no database or cannot be written
 */
export async function openDatabase(file: string, seed: (db: Database) => void): Promise<Database> {
  if (file !== ':memory:') prepareFile(file);
  const { default: Sqlite } = await import('libsql');
  const db = new Sqlite(file);
  try {
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await useWriteAheadLog(db);
    db.pragma('synchronous = NORMAL');
    if (versionOf(db) !== VERSION) {
      // Asked again under the lock: another process may have been faster.
      db.transaction(() => {
        if (versionOf(db) !== VERSION) rebuild(db, seed);
      }).immediate();
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Throws everything away and seeds anew; servers that have the file open go on with the new content. */
export async function resetDatabase(file: string, seed: (db: Database) => void): Promise<void> {
  const db = await openDatabase(file, seed).catch((error: { code?: string }) => {
    if (error.code !== 'SQLITE_NOTADB' && error.code !== 'SQLITE_CORRUPT') throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return openDatabase(file, seed);
  });
  try {
    db.transaction(() => rebuild(db, seed)).immediate();
  } finally {
    db.close();
  }
}

/** SQLite gives its side files the mode of the main one, so that is made first. */
function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/** Changing the journal does not honour the busy timeout while another process changes it too. */
async function useWriteAheadLog(db: Database): Promise<void> {
  const until = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!(error instanceof Error) || !/locked|busy/i.test(error.message) || Date.now() > until) throw error;
      await sleep(5 + Math.random() * 20);
    }
  }
}

function versionOf(db: Database): number {
  return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

function rebuild(db: Database, seed: (db: Database) => void): void {
  for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(SCHEMA);
  seed(db);
  db.exec(`PRAGMA user_version = ${VERSION}`);
}
