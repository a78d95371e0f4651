/**
 * What may be sent again, why, and after how long: the only place that decides it.
 *
 * | what happened                                   | GET HEAD PUT DELETE | POST PATCH |
 * |-------------------------------------------------|---------------------|------------|
 * | nothing was sent (refused, not resolved)        | again               | again      |
 * | 429: turned away before anything was done       | again               | again      |
 * | the connection failed after the request left    | again               | never      |
 * | 408, 500, 502, 503, 504                         | again               | never      |
 * | certificate refused, any other status, time-out | never               | never      |
 *
 * A POST whose answer was lost may have been processed: sending it twice could book a technician twice.
 */
export type Failure =
  /** The connection failed; `sent`: the API may have seen the request. */
  | { readonly kind: 'network'; readonly sent: boolean; readonly lasting: boolean }
  | { readonly kind: 'status'; readonly status: number };

const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
const PASSING = new Set([408, 500, 502, 503, 504]);

export const isIdempotent = (method: string): boolean => IDEMPOTENT.has(method);

/** Whether sending the request once more can neither do it twice nor be pointless. */
export function mayRetry(method: string, failure: Failure): boolean {
  if (failure.kind === 'network') return !failure.lasting && (!failure.sent || isIdempotent(method));
  return failure.status === 429 || (PASSING.has(failure.status) && isIdempotent(method));
}

/** Milliseconds: the first pause is drawn from 0 to BASE, each later one from twice as much, never above CAP. */
const BASE = 500;
const CAP = 15_000;
/** The longest that a Retry-After is obeyed, in milliseconds. */
const OBEYED = 20_000;

/**
 * How long to wait before try number `tries + 1`, in milliseconds: full jitter, so that fifty cron jobs that were turned away
 * together do not come back together. A sane Retry-After (seconds or a date) is the least that is waited.
 */
export function pause(tries: number, retryAfter: string | undefined, now: number, random: () => number): number {
  const jitter = random() * Math.min(CAP, BASE * 2 ** (tries - 1));
  const asked = retryAfter === undefined ? 0 : retryAfterMs(retryAfter, now);
  return asked > 0 ? Math.min(OBEYED, asked) + random() * BASE : jitter;
}

/** Milliseconds asked for by a Retry-After header; 0 where it says nothing usable. */
function retryAfterMs(header: string, now: number): number {
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/**
 * The retries that all concurrent requests of one command share: a failing API is not asked eight times as often because
 * eight pages are read at once. A success gives half a retry back, so that occasional failures never use it up.
 */
export class RetryBudget {
  private left: number;
  constructor(private readonly size = 20) {
    this.left = size;
  }
  take(): boolean {
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
  succeed(): void {
    this.left = Math.min(this.size, this.left + 0.5);
  }
}
