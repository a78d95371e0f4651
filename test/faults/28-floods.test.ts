import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { at, peakMemory, run, server, start } from './helpers.ts';

const MIB = 1024 * 1024;

it('28 a gzip bomb that nobody asked for is refused unopened', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * MIB, ' '));
  const api = await server(({ headers }, response) => {
    expect(headers['accept-encoding'] ?? 'identity').toBe('identity');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  const { code, out, err } = await run(['brands', 'list', '-o', 'json'], { env: at(api) });
  expect([code, out]).toEqual([6, '']);
  expect(JSON.parse(err).error.message).toBe('the API answered in the encoding gzip, which was not asked for');
  expect(api.requests).toHaveLength(1);
});

/** Two gibibytes of a JSON list. @returns how many bytes were taken from it */
function flood(response: ServerResponse, status: number): () => number {
  const chunk = Buffer.from('{"id": 1, "name": "Acme"},'.repeat(2520));
  let sent = 0;
  const body = new Readable({
    read() {
      sent += chunk.length;
      this.push(sent > 2048 * MIB ? null : chunk);
    },
  });
  response.writeHead(status, { 'content-type': 'application/json' }).write('{"brands": [');
  body.pipe(response);
  response.once('close', () => body.destroy());
  return () => sent;
}

it.each([
  [200, "the API's answer is larger than 64 MiB"],
  [400, 'the API refused the request (400)'],
])('28 an answer of 2 GiB with status %i is cut off, and memory stays bounded', async (status, message) => {
  let sent = () => 0;
  const api = await server((_, response) => {
    sent = flood(response, status);
  });
  const child = start(['brands', 'list', '--retries', '0'], { env: at(api) });
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const peak = await peakMemory(child);
  expect(err).toContain(message);
  expect(sent()).toBeLessThan(200 * MIB);
  expect(peak).toBeGreaterThan(30 * MIB);
  expect(peak).toBeLessThan(300 * MIB);
});
