import { describe, expect, it } from 'vitest';
import { History } from '../../../src/api/history.ts';
import { NetworkError, type Transport } from '../../../src/api/transport.ts';
import type { Body } from '../../../src/api/types.ts';

const wire = (url: string) => ({
  method: 'GET',
  url,
  headers: {},
  body: undefined,
  signal: new AbortController().signal,
});

const nothing: Body = { async *[Symbol.asyncIterator]() {}, discard() {} };

/** Answers everything with 200, a reset connection where the address says so. */
const transport = (requestId?: string): Transport => ({
  async once({ url }) {
    if (url.endsWith('/reset')) throw new NetworkError('reset', true, false, 'Try again.', undefined);
    return { status: 200, headers: {}, requestId, body: nothing };
  },
  async close() {},
});

describe('History', () => {
  it.each([
    ['https://api.example/v3/appointments/12?filter[email_eq]=ann@example.com', '/v3/appointments/12'],
    ['https://api.example/v3/jobs/12/contacts/5', '/v3/jobs/12/contacts/5'],
    [
      'https://api.example/v3/datafiles/fe9194b3-3cc2-4862-af52-d8b59f7dd062',
      '/v3/datafiles/fe9194b3-3cc2-4862-af52-d8b59f7dd062',
    ],
    ['https://s3.example/bucket-7/Ann%20Smith%20kitchen.png?signature=x', '/…/…'],
  ])('keeps of %s only %s', async (url, path) => {
    const history = new History(() => 5);
    await history.of(transport('abc-1')).once(wire(url));
    expect(history.sent).toEqual([{ method: 'GET', path, status: 200, ms: 0, requestId: 'abc-1' }]);
  });

  it('keeps what got no answer, and no request id that could be something else', async () => {
    const history = new History(() => 5);
    const watched = history.of(transport('Ann Smith <ann@example.com>'));
    await expect(watched.once(wire('https://api.example/reset'))).rejects.toThrow('reset');
    await watched.once(wire('https://api.example/v3/jobs'));
    expect(history.sent).toEqual([
      { method: 'GET', path: '/reset', status: undefined, ms: 0, requestId: undefined },
      { method: 'GET', path: '/v3/jobs', status: 200, ms: 0, requestId: undefined },
    ]);
  });

  it('keeps the latest twenty', async () => {
    const history = new History(() => 5);
    const watched = history.of(transport());
    for (let id = 1; id <= 25; id += 1) await watched.once(wire(`https://api.example/v3/jobs/${id}`));
    expect(history.sent).toHaveLength(20);
    expect(history.sent.at(-1)?.path).toBe('/v3/jobs/25');
  });
});
