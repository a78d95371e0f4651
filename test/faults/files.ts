/** The API and the host to which it sends whoever wants a file's content, as two servers of their own origins. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json, type Seen, server, type TestServer } from './helpers.ts';

export const UID = 'fe9194b3-3cc2-4862-af52-d8b59f7dd062';

type Handler = (request: Seen, response: ServerResponse, incoming: IncomingMessage) => unknown;

/**
 * @param onFile how the host answers
 * @param locationOf where the API redirects to, from the host's address and the number of the redirect, from 1 on
 */
export async function fileServers(
  onFile: Handler,
  locationOf: (host: string, count: number) => string = (host) => `${host}/bucket/report.txt`,
): Promise<{ api: TestServer; host: TestServer }> {
  const host = await server(onFile);
  let count = 0;
  const api = await server((_, response) => {
    count += 1;
    response.writeHead(302, { location: locationOf(host.url, count), 'set-cookie': 'session=canary-cookie' }).end();
  });
  return { api, host };
}

/** Answers an upload as the document shows it. */
export const uploaded = (response: ServerResponse) =>
  json(response, 201, {
    datafile: { uid: UID, filename: 'test.png', name: '', mime_type: 'image/png', bucket_id: null },
  });
