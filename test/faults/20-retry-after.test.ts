import { expect, it } from 'vitest';
import { at, json, run, server } from './helpers.ts';

/** Turns the first request away with this header. @returns the outcome, and milliseconds between the two requests */
async function turnedAway(retryAfter: string | (() => string), ...flags: string[]) {
  let first = true;
  const api = await server((_, response) => {
    if (!first) return json(response, 200, { brands: [] });
    first = false;
    return json(response, 429, {}, { 'retry-after': typeof retryAfter === 'string' ? retryAfter : retryAfter() });
  });
  const ran = await run(['brands', 'list', '-o', 'json', ...flags], { env: at(api) });
  const [one, two] = api.requests;
  return { ...ran, requests: api.requests.length, waited: one && two ? two.at - one.at : Number.NaN };
}

it('20 a Retry-After of 0, below 0, in the past or of garbage is no reason to wait long, nor to fail', async () => {
  const values = ['0', '-5', '1e9', 'soon', '', 'Sun, 06 Nov 1994 08:49:37 GMT', 'NaN', 'Infinity'];
  for (const { code, requests, waited } of await Promise.all(values.map((value) => turnedAway(value)))) {
    expect(code).toBe(0);
    expect(requests).toBe(2);
    // Half a second, and what a busy machine adds.
    expect(waited).toBeLessThan(10_000);
  }
});

it('20 a Retry-After in seconds or as a date is the least that is waited, up to twenty seconds', async () => {
  const [seconds, date, years] = await Promise.all([
    turnedAway('2'),
    turnedAway(() => new Date(Date.now() + 3_000).toUTCString()),
    turnedAway('1000000000'),
  ]);
  expect(seconds.waited).toBeGreaterThan(1_950);
  // A date has whole seconds only.
  expect(date.waited).toBeGreaterThan(1_950);
  expect(date.code).toBe(0);
  // Thirty years are taken for twenty seconds.
  expect(years.waited).toBeGreaterThan(19_950);
  expect(years.code).toBe(0);
});

it('20 a Retry-After of thirty years does not outlast --timeout', async () => {
  const { code, requests, err } = await turnedAway('1000000000', '--timeout', '15s');
  expect(code).toBe(6);
  expect(requests).toBe(1);
  // The time that is left is known: nobody has to wait for its end.
  expect(JSON.parse(err).error.message).toBe("the API's rate limit is reached (429)");
});
