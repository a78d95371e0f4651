import { expect, it } from 'vitest';
import { at, run, server } from './helpers.ts';

it.each([301, 302, 303, 307, 308])(
  '30 a POST that is answered %i is an error, never a GET, and goes nowhere else',
  async (status) => {
    const elsewhere = await server((_, response) => response.end('{"brand":{"id":1}}'));
    const api = await server((_, response) =>
      response.writeHead(status, { location: `${elsewhere.url}/v3/brands` }).end(),
    );
    const { code, out, err } = await run(['brands', 'create', '--name', 'Acme'], { env: at(api) });
    expect([code, out]).toEqual([5, '']);
    expect(err).toContain(`the API answered with a redirect (${status}), which is not followed`);
    expect(api.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(elsewhere.requests).toHaveLength(0);
  },
);

it('30 the address for tokens likewise: no secret is sent on', async () => {
  const elsewhere = await server(() => undefined);
  const api = await server(
    () => undefined,
    (_, response) => response.writeHead(307, { location: `${elsewhere.url}/v3/oauth/token` }).end(),
  );
  const { code } = await run(['brands', 'list'], {
    env: { ...at(api), DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'public_key', DISPATCH_CLIENT_SECRET: 'secret' },
  });
  expect(code).toBe(5);
  expect(api.requests).toHaveLength(0);
  expect(elsewhere.requests).toHaveLength(0);
  expect(elsewhere.tokenRequests).toHaveLength(0);
});
