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
 *
 * Failures are counted for each request; a rate limit is waited out by the clock, because it ends with time and not with the
 * number of tries. Without retries neither happens.
 */
export type Failure =
  /** The connection failed; `sent`: the API may have seen the request. */
  | { readonly kind: 'network'; readonly sent: boolean; readonly lasting: boolean }
  /** `retryAfter` as the header has it. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined };

const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
const PASSING = new Set([408, 500, 502, 503, 504]);
const RATE_LIMIT = 429;

export const isIdempotent = (method: string): boolean => IDEMPOTENT.has(method);

/** Whether sending the request once more can neither do it twice nor be pointless. */
export function mayRetry(method: string, failure: Failure): boolean {
  if (failure.kind === 'network') return !failure.lasting && (!failure.sent || isIdempotent(method));
  return failure.status === RATE_LIMIT || (PASSING.has(failure.status) && isIdempotent(method));
}

/** Whether the request may have taken effect although it failed. */
export const mayBeDone = (failure: Failure): boolean =>
  failure.kind === 'network' ? failure.sent : PASSING.has(failure.status);

/** Milliseconds: the first pause is drawn from 0 to BASE, each later one from twice as much, never above CAP. */
const BASE = 500;
const CAP = 15_000;
/** The longest that a Retry-After is obeyed, in milliseconds. */
const OBEYED = 20_000;

/**
 * How long to wait before try number `tries + 1`, in milliseconds: full jitter, so that fifty cron jobs that were turned away
 * together do not come back together. A sane Retry-After (seconds or a date) is the least that is waited. Without one the
 * pause is drawn from no more than `most`.
 */
export function pause(
  tries: number,
  retryAfter: string | undefined,
  now: number,
  random: () => number,
  most = Number.POSITIVE_INFINITY,
): number {
  const asked = retryAfter === undefined ? 0 : retryAfterMs(retryAfter, now);
  if (asked > 0) return Math.min(OBEYED, asked) + random() * BASE;
  return random() * Math.min(CAP, BASE * 2 ** (tries - 1), most);
}

/** Milliseconds asked for by a Retry-After header; 0 where it says nothing usable. */
function retryAfterMs(header: string, now: number): number {
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/** How long a rate limit is waited out when nothing else is said, in milliseconds: somebody may sit in front of it. */
export const PATIENCE = 30_000;
/** Retries of failures that all requests of one command share. */
const BUDGET = 20;

export interface RetryLimits {
  /** How often one request that failed may be sent again; 0: nothing is ever sent again. */
  readonly retries: number;
  /** Milliseconds for which a rate limit is waited out, however many tries it takes; 0: its tries are counted too. */
  readonly patience: number;
}

/** The clocks and the chance that the policy depends on. */
export interface Chance {
  /** Milliseconds since the epoch, for dates in Retry-After. */
  readonly now: () => number;
  /** Milliseconds that only ever go forward, for patience. */
  readonly elapsed: () => number;
  readonly random: () => number;
}

/**
 * The retries of one command, shared by all its concurrent requests: a failing API is not asked eight times as often
 * because eight pages are read at once. A success gives half a retry back, so that occasional failures never use the budget
 * up, and restores the patience.
 */
export class RetryPolicy {
  private budget = BUDGET;
  /** When the API began to turn requests away, by the clock that only goes forward. */
  private turnedAway: number | undefined;

  constructor(
    private readonly limits: RetryLimits,
    private readonly chance: Chance,
  ) {}

  /**
   * Begins a request.
   * @returns what to do after each failure of it: wait so many milliseconds and send it again, or (undefined) give up
   */
  begin(method: string): (failure: Failure) => number | undefined {
    let tries = 0;
    let counted = 0;
    return (failure) => {
      tries += 1;
      if (this.limits.retries === 0 || !mayRetry(method, failure)) return undefined;
      const { now, random } = this.chance;
      const retryAfter = failure.kind === 'status' ? failure.retryAfter : undefined;
      if (failure.kind === 'status' && failure.status === RATE_LIMIT && this.limits.patience > 0) {
        const left = this.patienceLeft();
        const wait = pause(tries, retryAfter, now(), random, left);
        return left >= BASE && wait <= left ? wait : undefined;
      }
      counted += 1;
      if (counted > this.limits.retries || this.budget < 1) return undefined;
      this.budget -= 1;
      return pause(tries, retryAfter, now(), random);
    };
  }

  /** Reports that a request got its answer. */
  succeed(): void {
    this.budget = Math.min(BUDGET, this.budget + 0.5);
    this.turnedAway = undefined;
  }

  private patienceLeft(): number {
    const elapsed = this.chance.elapsed();
    this.turnedAway ??= elapsed;
    return this.limits.patience - (elapsed - this.turnedAway);
  }
}
