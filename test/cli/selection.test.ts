/** contract: Output, `--fields` and `--query`. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/jobs', {
    body: {
      jobs: [
        { id: 1, title: 'Tap', status: 'offered', address: { city: 'Boston', state: 'MA' } },
        { id: 2, title: 'Sink', status: 'paused', address: { city: 'Salem', state: 'MA' } },
      ],
      meta: { total: 2, limit: 200, offset: 0 },
    },
  });
});
afterEach(() => server.close());

describe('--fields', () => {
  it.each([
    [
      'json',
      '[\n  {"address":{"city":"Boston"},"status":"offered","id":1},\n  {"address":{"city":"Salem"},"status":"paused","id":2}\n]\n',
    ],
    [
      'ndjson',
      '{"address":{"city":"Boston"},"status":"offered","id":1}\n{"address":{"city":"Salem"},"status":"paused","id":2}\n',
    ],
    ['csv', 'address.city,status,id\nBoston,offered,1\nSalem,paused,2\n'],
    ['table', 'ADDRESS.CITY  STATUS   ID\nBoston        offered   1\nSalem         paused    2\n'],
  ])('chooses and orders fields in %s', async (format, expected) => {
    const { out } = await run(`jobs list --fields address.city,status,id -o ${format}`, { server });
    expect(out).toBe(expected);
  });

  it('chooses the fields of one record', async () => {
    server.on('GET /v3/jobs/1', { body: { id: 1, title: 'Tap', status: 'offered' } });
    const { out } = await run('jobs get 1 --fields status,id -o json', { server });
    expect(out).toBe('{\n  "status": "offered",\n  "id": 1\n}\n');
  });

  it('must name known fields; nothing is sent otherwise', async () => {
    const { code, err } = await run('jobs list --fields id,staus', { server });
    expect(code).toBe(2);
    expect(err).toContain('staus');
    expect(err).toContain('Did you mean status?');
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });
});

describe('--query', () => {
  it('filters with JMESPath', async () => {
    const { out } = await run(['jobs', 'list', '--query', "[?status=='paused'].id", '-o', 'json'], { server });
    expect(JSON.parse(out)).toEqual([2]);
  });

  it('gives a single value as such', async () => {
    const { out } = await run(['jobs', 'list', '--query', 'length(@)', '-o', 'json'], { server });
    expect(out).toBe('2\n');
  });

  it('selects records, which the other formats show as usual', async () => {
    const { out } = await run(['jobs', 'list', '--query', "[?status=='paused']", '-o', 'csv', '--fields', 'id,title'], {
      server,
    });
    expect(out).toBe('id,title\n2,Sink\n');
  });

  it('applies to one record', async () => {
    server.on('GET /v3/jobs/1', { body: { job: { id: 1, title: 'Tap' } } });
    const { out } = await run('jobs get 1 --query title -o json', { server });
    expect(out).toBe('"Tap"\n');
  });

  it('must be JMESPath; nothing is sent otherwise', async () => {
    const { code, err } = await run(['jobs', 'list', '--query', '[?status='], { server });
    expect(code).toBe(2);
    expect(err).toContain('--query');
    expect(server.requests).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });
});
