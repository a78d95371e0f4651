/** contract: Shape, bodies: `--data FILE|-|JSON`, flags win over it, nested flags. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  server.on('POST /v3/appointments', { body: { appointment: { id: 2 } } });
  server.on('PATCH /v3/customers/7', { body: { customer: { id: 7 } } });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const body = { job_id: 123, status: 'scheduled', time: '2017-01-01T00:00:00Z' };

describe('--data', () => {
  it('takes JSON', async () => {
    const { code } = await run(['appointments', 'create', '--data', JSON.stringify(body)], { server });
    expect(code).toBe(0);
    expect(sent(server.only())).toEqual({ job_id: 123, status: 'scheduled', time: '2017-01-01T00:00:00Z' });
  });

  it('takes a file', async () => {
    writeFileSync(join(folder, 'visit.json'), JSON.stringify(body));
    await run('appointments create --data visit.json', { server, folder });
    expect(sent(server.only())).toEqual({ job_id: 123, status: 'scheduled', time: '2017-01-01T00:00:00Z' });
  });

  it('takes standard input', async () => {
    await run('appointments create --data -', { server, stdin: JSON.stringify(body) });
    expect(sent(server.only())).toEqual({ job_id: 123, status: 'scheduled', time: '2017-01-01T00:00:00Z' });
  });

  it.each([
    ['appointments create --data -', JSON.stringify(body), 'Reading JSON from standard input; end with Ctrl-D.\n'],
    [
      'api POST /v3/appointments --data -',
      JSON.stringify(body),
      'Reading JSON from standard input; end with Ctrl-D.\n',
    ],
    ['users update 5 --password-stdin', 's3cr3t\n', 'Reading the password from standard input; end with Ctrl-D.\n'],
  ])('%s says at a keyboard what is awaited', async (words, stdin, told) => {
    server.on('PATCH /v3/users/5', { body: { user: { id: 5 } } });
    expect((await run(words, { server, stdin, tty: true })).err).toContain(told);
    expect((await run(`${words} --quiet`, { server, stdin, tty: true })).err).not.toContain('Reading');
    expect((await run(words, { server, stdin })).err).not.toContain('Reading');
  });

  it.each([
    ['a byte-order mark', Buffer.from([0xef, 0xbb, 0xbf])],
    ['an empty line', Buffer.from('\r\n')],
  ])('may begin with %s', async (_, start) => {
    const stdin = Buffer.concat([start, Buffer.from('{"job_id":123,\r\n"status":"draft"}\r\n')]);
    expect((await run('appointments create --data -', { server, stdin })).code).toBe(0);
    expect(sent(server.only())).toEqual({ job_id: 123, status: 'draft' });
  });

  it('gives way to flags', async () => {
    const words = ['appointments', 'create', '--status', 'draft', '--duration', '1h', '--data', JSON.stringify(body)];
    await run(words, { server });
    expect(sent(server.only())).toEqual({
      job_id: 123,
      status: 'draft',
      time: '2017-01-01T00:00:00Z',
      duration: 3600,
    });
  });

  it('gives way to flags within an object, and keeps the rest of it', async () => {
    const data = '{"home_address":{"street_1":"1 Some Pl.","city":"Salem","state":"MA"},"notes":"Old"}';
    const { code } = await run(
      ['customers', 'update', '7', '--home-address.city', 'Boston', '--notes', 'New', '--data', data],
      { server },
    );
    expect(code).toBe(0);
    expect(sent(server.only())).toEqual({
      home_address: { street_1: '1 Some Pl.', city: 'Boston', state: 'MA' },
      notes: 'New',
    });
  });

  it.each([
    ['no JSON', '{"job_id": 123,}', 'line 1, column 16'],
    ['an array', '[{"job_id":123}]', 'object'],
    ['an unknown field', '{"job_id":123,"status":"draft","tme":"2017-01-01T00:00:00Z"}', 'did you mean time?'],
    ['a field that is only answered', '{"job_id":123,"status":"draft","organization_id":3}', 'organization_id'],
    ['a value of the wrong type', '{"job_id":"123","status":"draft"}', 'job_id'],
    ['a status that there is not', '{"job_id":123,"status":"done"}', 'status'],
    ['a missing field', '{"job_id":123}', '--status'],
    ['a key that reaches the prototype', '{"job_id":123,"status":"draft","__proto__":{}}', '__proto__'],
  ])('with %s is not sent', async (_, data, told) => {
    const { code, err } = await run(['appointments', 'create', '--data', data], { server });
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['UTF-16', Buffer.from('\ufeff{"job_id":123}', 'utf16le')],
  ])('from standard input with %s is not sent', async (_, stdin) => {
    const { code, err } = await run('appointments create --data -', { server, stdin });
    expect(code).toBe(2);
    expect(err).toContain('standard input');
    expect(server.requests).toEqual([]);
  });
});

describe('nested values', () => {
  const address = { street_1: '1 Some Pl.', city: 'Boston' };
  it.each([
    ['by a flag for each', ['--home-address.street-1', '1 Some Pl.', '--home-address.city', 'Boston']],
    ['as JSON', ['--home-address', '{"street_1":"1 Some Pl.","city":"Boston"}']],
    ['both ways', ['--home-address', '{"street_1":"1 Some Pl.","city":"Salem"}', '--home-address.city', 'Boston']],
  ])('can be given %s', async (_, flags) => {
    await run(['customers', 'update', '7', ...flags], { server });
    expect(sent(server.only())).toEqual({ home_address: address });
  });

  it('can be given as --flag=value', async () => {
    await run(['customers', 'update', '7', '--phone-numbers=[{"number":"+1555123"}]'], { server });
    expect(sent(server.only())).toEqual({ phone_numbers: [{ number: '+1555123' }] });
  });

  it('can be taken away', async () => {
    await run(['customers', 'update', '7', '--data', '{"billing_address":null}'], { server });
    expect(sent(server.only())).toEqual({ billing_address: null });
  });
});
