import { expect, it } from 'vitest';
import { RetryPolicy } from '../../src/api/retry.ts';
import { at, json, run, server } from './helpers.ts';

const BRANDS = { brands: [{ id: 1, name: 'Acme' }] };
const JOBS = 20;
/** How long the API turns each of them away, in milliseconds, and four times at least. */
const LIMITED = 6_000;

it('19 twenty processes ride out a rate limit without headers; one that never ends is given up after half a minute', async () => {
  const limited = await server(({ url, at }, response) => {
    const [first, , , , fifth] = limited.requests.filter((request) => request.url === url);
    if (!first || !fifth || at < first.at + LIMITED) json(response, 429, {});
    else json(response, 200, BRANDS);
  });
  const closed = await server((_, response) => json(response, 429, { message: 'slow down' }));
  const forever = run(['brands', 'list'], { env: at(closed) });

  const jobs = Array.from({ length: JOBS }, (_, job) =>
    run(['api', 'GET', `/v3/brands?job=${job}`], { env: at(limited) }),
  );
  for (const { code, out, err } of await Promise.all(jobs)) {
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(BRANDS);
  }
  expect(limited.requests.length).toBeLessThan(JOBS * 15);

  // The fourth pause of each is drawn from four seconds: together they are spread, not in step.
  const pauses = Array.from({ length: JOBS }, (_, job) => {
    const arrivals = limited.requests.filter(({ url }) => url === `/v3/brands?job=${job}`).map(({ at }) => at);
    return (arrivals[4] ?? Number.NaN) - (arrivals[3] ?? Number.NaN);
  });
  expect(Math.min(...pauses)).toBeLessThan(2_500);
  expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(1_000);

  const { code, out, err } = await forever;
  expect([code, out]).toEqual([6, '']);
  expect(err).toBe("Error: the API's rate limit is reached (429): slow down\nTry again later.\n");
  const [first, last] = [closed.requests.at(0), closed.requests.at(-1)];
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(20_000);
  expect(closed.requests.length).toBeLessThan(30);
});

it('19 two simulated minutes of it are ridden out by twenty commands with --timeout 5m: few requests, spread, none lost', () => {
  const LIMIT_ENDS = 120_000;
  /** Milliseconds from the start, of every request that was turned away. */
  const arrivals = Array.from({ length: JOBS }, () => {
    let elapsed = 0;
    const clocks = { now: () => elapsed, elapsed: () => elapsed, random: Math.random };
    const again = new RetryPolicy({ retries: 4, patience: 300_000 }, clocks).begin('GET');
    const sent: number[] = [];
    while (elapsed < LIMIT_ENDS) {
      sent.push(elapsed);
      elapsed += again({ kind: 'status', status: 429 }) ?? Number.NaN;
    }
    expect(elapsed).toBeGreaterThanOrEqual(LIMIT_ENDS);
    return sent;
  }).flat();
  expect(arrivals.length).toBeLessThan(JOBS * 60);
  // In step, all twenty would be there in one of the seconds.
  const later = arrivals.filter((at) => at > 10_000);
  const crowds = later.map((at) => later.filter((other) => other >= at && other < at + 1_000).length);
  expect(Math.max(...crowds)).toBeLessThan(18);
});

it('19 with --retries 0 a rate limit is an error at once, and a POST that was turned away is sent again without it', async () => {
  let turnedAway = 0;
  const busy = await server((_, response) => {
    turnedAway += 1;
    if (turnedAway < 3) json(response, 429, {});
    else json(response, 201, { brand: { id: 7, name: 'Acme' } });
  });
  const once = await run(['brands', 'list', '--retries', '0'], { env: at(busy) });
  expect(once.code).toBe(6);
  expect(busy.requests).toHaveLength(1);

  const created = await run(['brands', 'create', '--name', 'Acme', '-o', 'json'], { env: at(busy) });
  expect(JSON.parse(created.out)).toEqual({ id: 7, name: 'Acme' });
  expect(busy.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
});

it('19 a number of retries that was given holds for a rate limit too', async () => {
  const busy = await server((_, response) => json(response, 429, {}));
  const { code } = await run(['brands', 'list', '--retries', '2'], { env: at(busy) });
  expect(code).toBe(6);
  expect(busy.requests).toHaveLength(3);
});
