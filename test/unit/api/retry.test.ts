import { describe, expect, it } from 'vitest';
import { type Failure, mayBeDone, mayRetry, PATIENCE, pause, RetryPolicy } from '../../../src/api/retry.ts';

const status = (code: number, retryAfter?: string): Failure => ({ kind: 'status', status: code, retryAfter });
const lost: Failure = { kind: 'network', sent: true, lasting: false };
const unsent: Failure = { kind: 'network', sent: false, lasting: false };
const certificate: Failure = { kind: 'network', sent: false, lasting: true };

/** Noon of 24 November 2026, UTC. */
const NOON = 1_795_521_600_000;
const half = () => 0.5;

describe('mayRetry', () => {
  const cases: readonly (readonly [what: string, failure: Failure, idempotent: boolean, write: boolean])[] = [
    ['nothing was sent', unsent, true, true],
    ['429', status(429), true, true],
    ['the connection failed later', lost, true, false],
    ['408', status(408), true, false],
    ['500', status(500), true, false],
    ['502', status(502), true, false],
    ['503', status(503), true, false],
    ['504', status(504), true, false],
    ['certificate refused', certificate, false, false],
    ['501', status(501), false, false],
    ['400', status(400), false, false],
    ['302', status(302), false, false],
  ];
  it.each(cases)('%s', (_, failure, idempotent, write) => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) expect(mayRetry(method, failure)).toBe(idempotent);
    for (const method of ['POST', 'PATCH']) expect(mayRetry(method, failure)).toBe(write);
  });
});

it('a request may be done when it was lost or the API failed, not when it was turned away', () => {
  expect([lost, status(500), status(504)].map(mayBeDone)).toEqual([true, true, true]);
  expect([unsent, certificate, status(429), status(404)].map(mayBeDone)).toEqual([false, false, false, false]);
});

describe('pause', () => {
  it('is drawn from nothing to half a second, then from twice as much each time, up to 15 seconds', () => {
    const most = [1, 2, 3, 4, 5, 6, 7, 50, 5000].map((tries) => pause(tries, undefined, NOON, () => 1));
    expect(most).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000]);
    expect(pause(9, undefined, NOON, () => 0)).toBe(0);
    expect(pause(3, undefined, NOON, half)).toBe(1000);
  });

  it('is at least what Retry-After says, in seconds or as a date', () => {
    expect(pause(1, '3', NOON, half)).toBe(3250);
    expect(pause(1, ' 1.5 ', NOON, half)).toBe(1750);
    expect(pause(1, 'Tue, 24 Nov 2026 12:00:07 GMT', NOON, half)).toBe(7250);
  });

  it('obeys Retry-After for no more than 20 seconds', () => {
    for (const value of ['21', '1000000000', `${'9'.repeat(400)}`, 'Fri, 24 Nov 2056 12:00:00 GMT']) {
      expect(pause(1, value, NOON, half)).toBe(20_250);
    }
  });

  it.each([
    '0',
    '-5',
    '1e9',
    'soon',
    '',
    'Infinity',
    'NaN',
    '2026-11-24T12:00:07Z',
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Mon, garbage',
  ])('makes nothing of Retry-After: %s', (value) => {
    expect(pause(1, value, NOON, half)).toBe(250);
  });

  it('is drawn from no more than what is left', () => {
    expect(pause(9, undefined, NOON, half, 1000)).toBe(500);
  });
});

/** A policy whose clock stands until it is moved. */
function policyWith(limits: { retries?: number; patience?: number } = {}, random = half) {
  let elapsed = 0;
  const policy = new RetryPolicy(
    { retries: 4, patience: PATIENCE, ...limits },
    { now: () => NOON + elapsed, elapsed: () => elapsed, random },
  );
  return {
    policy,
    /** Fails the request until it is given up, sleeping in between. @returns the pauses */
    exhaust(method: string, failure: Failure): number[] {
      const again = policy.begin(method);
      const pauses: number[] = [];
      for (let wait = again(failure); wait !== undefined; wait = again(failure)) {
        pauses.push(wait);
        elapsed += wait;
        if (pauses.length > 1000) throw new Error('it never ends');
      }
      return pauses;
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('RetryPolicy', () => {
  it('sends a request that failed again as often as was said', () => {
    expect(policyWith().exhaust('GET', status(503))).toEqual([250, 500, 1000, 2000]);
    expect(policyWith({ retries: 1 }).exhaust('GET', lost)).toEqual([250]);
    expect(policyWith().exhaust('POST', status(503))).toEqual([]);
  });

  it('waits a rate limit out by the clock, not by the number of tries', () => {
    for (const patience of [30_000, 300_000]) {
      const pauses = policyWith({ patience }).exhaust('POST', status(429));
      expect(sum(pauses)).toBeGreaterThan(patience - 1000);
      expect(sum(pauses)).toBeLessThanOrEqual(patience);
    }
    expect(PATIENCE).toBe(30_000);
  });

  it('asks a bounded number of times however small the pauses are drawn', () => {
    expect(policyWith({}, () => 0.1).exhaust('GET', status(429)).length).toBeLessThan(60);
    expect(policyWith({ patience: 300_000 }).exhaust('GET', status(429)).length).toBeLessThan(60);
  });

  it('gives up at once on a Retry-After beyond its patience', () => {
    expect(policyWith({ patience: 5000 }).exhaust('GET', status(429, '6'))).toEqual([]);
    expect(policyWith({ patience: 5000 }).exhaust('GET', status(429, '4'))).toEqual([4250]);
  });

  it('never sends anything again without retries', () => {
    for (const failure of [status(429), status(503), unsent]) {
      expect(policyWith({ retries: 0 }).exhaust('GET', failure)).toEqual([]);
    }
  });

  it('counts the tries of a rate limit too when it has no patience', () => {
    expect(policyWith({ patience: 0, retries: 2 }).exhaust('GET', status(429))).toEqual([250, 500]);
  });

  it('shares twenty retries between all requests of a command; a success gives half of one back', () => {
    const { policy, exhaust } = policyWith();
    for (let request = 0; request < 5; request += 1) expect(exhaust('GET', lost)).toHaveLength(4);
    expect(exhaust('GET', lost)).toHaveLength(0);
    policy.succeed();
    expect(exhaust('GET', lost)).toHaveLength(0);
    policy.succeed();
    expect(exhaust('GET', lost)).toHaveLength(1);
    for (let times = 0; times < 100; times += 1) policy.succeed();
    for (let request = 0; request < 5; request += 1) expect(exhaust('GET', lost)).toHaveLength(4);
    expect(exhaust('GET', lost)).toHaveLength(0);
  });

  it('shares its patience too, and has it back after a success', () => {
    const { policy, exhaust } = policyWith();
    expect(sum(exhaust('GET', status(429)))).toBeGreaterThan(29_000);
    expect(exhaust('GET', status(429))).toEqual([]);
    policy.succeed();
    expect(sum(exhaust('GET', status(429)))).toBeGreaterThan(29_000);
  });

  it('does not count a rate limit among the failures', () => {
    const { policy } = policyWith({ retries: 1 });
    const again = policy.begin('GET');
    for (let times = 0; times < 5; times += 1) expect(again(status(429))).toBeDefined();
    expect(again(status(503))).toBeDefined();
    expect(again(status(503))).toBeUndefined();
  });
});
