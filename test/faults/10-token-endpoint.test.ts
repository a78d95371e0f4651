import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { json, run, server } from './helpers.ts';
import { account, GET, JOB } from './store.ts';

const PAGE = '<html>canary of the page, and the canary-secret that was sent</html>';
const html = (response: ServerResponse, status: number) =>
  response.writeHead(status, { 'content-type': 'text/html' }).end(PAGE);

const ANSWERS: readonly (readonly [what: string, answer: (response: ServerResponse) => unknown, exit: number])[] = [
  ['500 and a page', (response) => html(response, 500), 6],
  ['503 and JSON', (response) => json(response, 503, { error: 'canary' }), 6],
  ['200 and a page', (response) => html(response, 200), 6],
  ['200 and nothing', (response) => response.writeHead(200).end(), 6],
  ['200 and JSON without a token', (response) => json(response, 200, { message: 'canary' }), 6],
  ['200 and a token that would end a header', (response) => json(response, 200, { access_token: 'canary\r\nx: y' }), 6],
  ['a redirect', (response) => response.writeHead(302, { location: '/canary' }).end(), 5],
  ['400 and a page', (response) => html(response, 400), 3],
  ['nothing, and closes', (response) => response.socket?.destroy(), 6],
];

it.each(ANSWERS)('10 the token endpoint answers %s: no body echoed, the store unchanged', async (_, answer, exit) => {
  const api = await server(
    (__, response) => json(response, 200, JOB),
    (__, response) => answer(response),
  );
  const { env, tokenFile, configFile } = account(api);
  const before = [tokenFile, configFile].map((file) => readFileSync(file, 'utf8'));
  const { code, out, err } = await run([...GET, '--debug'], { env });
  expect([code, out]).toEqual([exit, '']);
  expect(err).toMatch(/^Error: /m);
  expect(err.replace(/^[<>].*$/gm, '')).not.toContain('canary');
  expect(err).not.toContain('canary-secret');
  expect([tokenFile, configFile].map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  expect(existsSync(`${tokenFile}.refreshing`)).toBe(false);
  expect(api.requests).toHaveLength(0);
});
