/**
 * An API that costs next to nothing to ask: its pages are serialised before the first request comes, and it has a process of its own, so
 * that its work is not measured. `node bench/server.mjs RECORDS [LATENCY]` (milliseconds) prints its port when it listens.
 */
import { createServer } from 'node:http';
import { PAGE, pageOf } from './records.mjs';

const [records = PAGE, latency = 0] = process.argv.slice(2).map(Number);

/** Every page and the empty one behind the last, by offset. */
const pages = new Map();
for (let offset = 0; offset < records + PAGE; offset += PAGE) pages.set(offset, Buffer.from(pageOf(offset, records)));

const TOKEN = Buffer.from(
  JSON.stringify({ access_token: 'bench', token_type: 'bearer', expires_in: 7200, refresh_token: 'bench' }),
);
const DATAFILE = Buffer.from(JSON.stringify({ datafile: { id: 1, uid: '7961914c-7e8f-4012-a316-be00e7b1a40e' } }));
const NOTHING = Buffer.from('{}');

/** The answer to a request; `gh` finds the next page by the Link header. */
function bodyOf({ pathname, searchParams, origin }, response) {
  if (pathname === '/v3/oauth/token') return TOKEN;
  if (pathname === '/v3/datafiles') return DATAFILE;
  const body = pathname === '/v3/appointments' ? pages.get(Number(searchParams.get('offset') ?? 0)) : undefined;
  if (!body) response.statusCode = 404;
  const next = Number(searchParams.get('offset') ?? 0) + PAGE;
  if (next < records) response.setHeader('link', `<${origin}${pathname}?limit=${PAGE}&offset=${next}>; rel="next"`);
  return body ?? NOTHING;
}

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const body = bodyOf(new URL(request.url, `http://${request.headers.host}`), response);
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-length', body.length);
    if (latency > 0) setTimeout(() => response.end(body), latency);
    else response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
// Ends with the process that started it, also when that one is killed.
process.stdin.on('end', () => process.exit()).resume();
