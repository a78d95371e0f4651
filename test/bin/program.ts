/** What tests of the built program start it with. */
import type { TestServer } from '../helpers/server.ts';

/** An environment with an account at the server and nothing of the machine's but where programs are. */
export const environment = (home: string, { url }: TestServer): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  DISPATCH_API_URL: url,
  DISPATCH_CLIENT_ID: 'public',
  DISPATCH_CLIENT_SECRET: 'secret',
});
