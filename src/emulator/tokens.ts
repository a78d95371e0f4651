/** Bearer and refresh tokens that have been given out. Kept in the file, so that all processes accept them. */
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../spec/json.ts';
import type { Database } from './database.ts';

export class Tokens {
  constructor(
    private readonly db: Database,
    private readonly lifetimeS: number,
    private readonly now: () => number,
  ) {}

  /** A new pair, in the shape of the answer (seed: Retrieving a Bearer Token). */
  issue(): JsonObject {
    const created = this.seconds();
    const [access, refresh] = [newToken(), newToken()];
    this.db
      .transaction(() => {
        this.db.prepare('DELETE FROM access_tokens WHERE expires_at <= ?').run(created);
        this.db.prepare('INSERT INTO access_tokens VALUES (?, ?)').run(access, created + this.lifetimeS);
        this.db.prepare('INSERT INTO refresh_tokens VALUES (?)').run(refresh);
      })
      .immediate();
    return {
      access_token: access,
      token_type: 'bearer',
      created_at: created,
      expires_in: this.lifetimeS,
      refresh_token: refresh,
    };
  }

  accepts(access: string): boolean {
    const row = this.db
      .prepare('SELECT 1 FROM access_tokens WHERE token = ? AND expires_at > ?')
      .get(access, this.seconds());
    return row !== undefined;
  }

  /** Whether the refresh token was good; it is used up. */
  use(refresh: string): boolean {
    return this.db.prepare('DELETE FROM refresh_tokens WHERE token = ?').run(refresh).changes === 1;
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

const newToken = () => randomBytes(32).toString('hex');
