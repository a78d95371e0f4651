/** Fills a new database with the account. */
import { account } from './account.ts';
import type { Database } from './database.ts';
import { Files } from './files.ts';
import { Records } from './records.ts';

export function seeder(now: () => number): (db: Database) => void {
  return (db) => {
    const { records, files } = account(now());
    const store = new Records(db, now);
    for (const [resource, rows] of Object.entries(records)) for (const row of rows) store.put(resource, row);
    const contents = new Files(db);
    for (const { uid, content, record } of files) {
      contents.append(uid, 0, content);
      contents.finish(uid, content.length, record);
    }
  };
}
