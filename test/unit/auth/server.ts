/** A token endpoint on loopback that answers as it is told, and remembers what it was sent. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '../../../src/api/client.ts';
import { createTransport } from '../../../src/api/transport.ts';
import { type Exchange, exchangeBy } from '../../../src/auth/grants.ts';

export interface Said {
  readonly status: number;
  /** JSON, or text as it is. */
  readonly body: unknown;
}

export interface TokenServer {
  readonly apiUrl: string;
  /** The bodies of all requests so far. */
  readonly bodies: Record<string, unknown>[];
  readonly requests: IncomingMessage[];
  readonly exchange: Exchange;
  close(): Promise<void>;
}

/** @param answer what to say to a body; the number of requests before it is known too */
export async function startTokenServer(
  answer: (body: Record<string, unknown>, before: number) => Said | Promise<Said>,
): Promise<TokenServer> {
  const bodies: Record<string, unknown>[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Record<string, unknown>;
    requests.push(request);
    bodies.push(body);
    const said = await answer(body, bodies.length - 1);
    response.writeHead(said.status, { 'content-type': 'application/json', 'x-request-id': 'r-1' });
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createTransport({});
  const api = createApi({
    apiUrl,
    transport,
    retries: 0,
    signal: new AbortController().signal,
    userAgent: 'test',
    now: Date.now,
  });
  return {
    apiUrl,
    bodies,
    requests,
    exchange: exchangeBy(api),
    async close() {
      await transport.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
