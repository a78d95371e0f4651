/** contract: Output, errors: what happened and what to do, on standard error; an object with `-o json`. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const update = ['jobs', 'update', '1', '--title', 'Tap'];

describe('as text', () => {
  it('is one line that says what happened and one that says what to do', async () => {
    server.on('GET /v3/jobs/1', { status: 403 });
    const { out, err } = await run('jobs get 1', { server });
    expect(out).toBe('');
    const lines = err.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^Error: .*not allowed.*403/);
    expect(lines[1]).toContain('dispatch auth status');
    expect(lines[2]).toBe('');
  });

  it.each([
    ['a string', { error: 'time is in the past' }, ['time is in the past']],
    ['a message', { message: 'Validation failed' }, ['Validation failed']],
    ['a list', { errors: ['time is in the past', 'job is closed'] }, ['time is in the past', 'job is closed']],
    [
      'an object of lists',
      { errors: { title: ['is too long'], customer_id: ['is unknown', 'is required'] } },
      ['title: is too long', 'customer_id: is unknown; is required'],
    ],
    ['a list of objects', { errors: [{ field: 'title', message: 'is too long' }] }, ['title', 'is too long']],
    ['text that is no JSON', 'Unprocessable', ['Unprocessable']],
    ['its own fields', { title: ['is too long'] }, ['title: is too long']],
  ])('gives the API’s reasons as %s', async (_, body, texts) => {
    server.on('PATCH /v3/jobs/1', { status: 422, body });
    const { code, err } = await run(update, { server });
    expect(code).toBe(5);
    for (const text of texts) expect(err).toContain(text);
  });

  it('gives the request id', async () => {
    server.on('GET /v3/jobs/1', { status: 404, headers: { 'x-request-id': 'req-123' } });
    expect((await run('jobs get 1', { server })).err).toContain('req-123');
  });

  it('passes no control character on, nor more than a part of a page', async () => {
    server.on('GET /v3/jobs/1', { status: 400, body: `\x1b]0;owned\x07\x1b[31m${'x'.repeat(10_000)}` });
    const { err } = await run('jobs get 1', { server, tty: true, env: { NO_COLOR: '1' } });
    expect(err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(err.length).toBeLessThan(1000);
  });
});

describe('with -o json', () => {
  it('is an object with code, status, message, details and request_id', async () => {
    server.on('PATCH /v3/jobs/1', {
      status: 422,
      headers: { 'x-request-id': 'req-123' },
      body: { message: 'Validation failed', errors: { title: ['is too long'] } },
    });
    const { out, err } = await run([...update, '-o', 'json'], { server });
    expect(out).toBe('');
    const { error } = JSON.parse(err);
    expect(error).toMatchObject({
      code: 'refused',
      status: 422,
      details: { title: ['is too long'] },
      request_id: 'req-123',
    });
    expect(error.message).toContain('Validation failed');
  });

  it.each([
    ['usage', 'jobs get one', null],
    ['not_found', 'jobs get 404', 404],
    ['not_allowed', 'jobs get 403', 403],
    ['refused', 'jobs get 400', 400],
    ['temporary', 'jobs get 503 --retries 0', 503],
    ['local', 'datafiles upload missing.png', null],
  ])('has the code %s for %s', async (code, words, status) => {
    for (const each of [400, 403, 404, 503]) server.on(`GET /v3/jobs/${each}`, { status: each });
    const { error } = JSON.parse((await run(`${words} -o json`, { server })).err);
    expect(error.code).toBe(code);
    expect(error.status).toBe(status);
    expect(Object.keys(error)).toEqual(expect.arrayContaining(['code', 'status', 'message', 'details', 'request_id']));
  });

  it.each(['-o json', '-ojson', '--output json', '--output=json'])(
    '%s counts even where another flag is wrong',
    async (flag) => {
      const { code, err } = await run(`jobs list --no-such-flag ${flag}`, { server });
      expect(code).toBe(2);
      expect(JSON.parse(err).error.code).toBe('usage');
    },
  );

  it('follows DISPATCH_OUTPUT', async () => {
    const { err } = await run('jobs get one', { server, env: { DISPATCH_OUTPUT: 'json' } });
    expect(JSON.parse(err).error.code).toBe('usage');
  });
});
