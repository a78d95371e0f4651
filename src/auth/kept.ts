/** Bearer tokens as they are kept in a file that all processes of the user share. */
import { damagedStore, readStore } from '../config/store.ts';
import type { Json, JsonObject } from '../spec/json.ts';

/** A token is renewed this many seconds before its end, or a tenth of its life if that is less. */
const MARGIN = 60;

/** Where a token is kept, and whose it is: one that was kept for another address or account is not used. */
export interface TokenPlace {
  /** The file; undefined: in memory only. */
  readonly file: string | undefined;
  readonly uid: number | undefined;
  readonly apiUrl: string;
  readonly account: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A token as it is kept. */
export interface Kept {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since the epoch, by the local clock. */
  readonly obtainedAt: number;
  /** Seconds. */
  readonly expiresIn: number;
  /** Counts the renewals: a late writer does not replace a newer token. */
  readonly generation: number;
}

/** Whether it will still be good when the request arrives. A clock that was set back says nothing: a 401 will tell. */
export function isFresh({ obtainedAt, expiresIn }: Kept, now: number): boolean {
  const age = (now - obtainedAt) / 1000;
  return age < 0 || age < expiresIn - Math.min(MARGIN, expiresIn / 10);
}

/** The content of the file. */
export const storedToken = (kept: Kept, { apiUrl, account }: TokenPlace): JsonObject => ({
  api_url: apiUrl,
  ...(account === undefined ? {} : { account }),
  access_token: kept.accessToken,
  ...(kept.refreshToken === undefined ? {} : { refresh_token: kept.refreshToken }),
  obtained_at: kept.obtainedAt,
  expires_in: kept.expiresIn,
  generation: kept.generation,
});

/** The token that is kept in this place. @throws LocalError when the file is damaged or not the user's own */
export function readKept({ file, uid, apiUrl, account }: TokenPlace): Kept | undefined {
  const stored = file === undefined ? undefined : readStore(file, uid);
  if (file === undefined || !stored) return undefined;
  const { access_token: accessToken, refresh_token: refreshToken, obtained_at: obtainedAt } = stored;
  const { expires_in: expiresIn, generation } = stored;
  if (
    !isToken(accessToken) ||
    !(refreshToken === undefined || isToken(refreshToken)) ||
    typeof obtainedAt !== 'number' ||
    typeof expiresIn !== 'number' ||
    typeof generation !== 'number'
  ) {
    throw damagedStore(file);
  }
  if (stored['api_url'] !== apiUrl || stored['account'] !== account) return undefined;
  return { accessToken, refreshToken, obtainedAt, expiresIn, generation };
}

/** A token goes into a header: it must not be able to end it. */
export const isToken = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value);
