import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { at, json, listen, run, server } from './helpers.ts';

/** A title, cleared screens, a colour, an overwritten line, reversed text, a C1 control, a hidden character. */
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\rError: none\u202egnp\u009b2J\u200b\u0000end';
/** What a terminal acts on, or what hides in it; a line feed is the program's own. */
const ACTS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/;

it.each([
  ['a page of text', 500, HOSTILE],
  ['a message', 422, JSON.stringify({ message: HOSTILE, errors: { [HOSTILE]: [HOSTILE] } })],
  ['details', 400, JSON.stringify({ error: HOSTILE, details: [{ field: HOSTILE }] })],
  ['a success that is none', 200, `<html>${HOSTILE}`],
])('26 of %s with escape sequences nothing that acts reaches the terminal', async (_, status, body) => {
  const api = await server((_request, response) => response.writeHead(status).end(body));
  for (const flags of [['--debug'], ['-o', 'json']]) {
    const { code, out, err } = await run(['brands', 'list', '--retries', '0', ...flags], { env: at(api) });
    expect([5, 6]).toContain(code);
    expect(out).toBe('');
    expect(err).toContain('end');
    expect(err).not.toMatch(ACTS);
  }
});

it('26 nor of headers', async () => {
  const raw = createServer((socket) => {
    socket.once('data', () =>
      socket.end(
        Buffer.from(
          `HTTP/1.1 404 ${HOSTILE.replace(/[\r\u0000]/g, '')}\r\nx-request-id: a\u009b2J\u001b[2Jb\r\ncontent-length: 2\r\n\r\n{}`,
          'latin1',
        ),
      ),
    );
  });
  const port = await listen(raw);
  const { code, err } = await run(['brands', 'list', '--retries', '0', '--debug'], {
    env: { DISPATCH_API_URL: `http://127.0.0.1:${port}` },
  });
  expect([4, 6]).toContain(code);
  expect(err).not.toMatch(ACTS);
});

it('26 an error quotes a long page in part only', async () => {
  const api = await server((_, response) => json(response, 500, { message: 'x'.repeat(100_000) }));
  const { err } = await run(['brands', 'list', '--retries', '0'], { env: at(api) });
  expect(err.length).toBeLessThan(400);
});
