import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { at, json, peakMemory, server, start } from './helpers.ts';
import { askedBy, brands } from './pages.ts';

const MIB = 1024 * 1024;

/** Lists so many records. @returns how many lines came out, and the most memory that the program held, in bytes */
async function listing(count: number): Promise<{ lines: number; peak: number }> {
  const api = await server((request, response) => {
    const { offset, limit } = askedBy(request, 0);
    const records = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, at) =>
      record(offset + at),
    );
    response.end(`{"brands":[${records.join()}],"meta":{"total":${count}}}`);
  });
  const child = start(['brands', 'list', '--all', '-o', 'ndjson'], { env: at(api) });
  let lines = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
  });
  const peak = peakMemory(child);
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return { lines, peak: await peak };
}

const NOTE = 'n'.repeat(600);
const record = (id: number): string =>
  `{"id":${id},"name":"Brand ${id}","phone_number":"+15550001111","note":"${NOTE}"}`;

// A million takes too long for every run; what grows with the number of records shows at two hundred thousand.
it('37 two hundred thousand records take the memory of ten thousand', async () => {
  const few = await listing(10_000);
  const many = await listing(200_000);
  expect(few.lines).toBe(10_000);
  expect(many.lines).toBe(200_000);
  // Held in memory, the records alone would take five times as much; this is garbage not yet collected.
  expect(many.peak - few.peak).toBeLessThan(25 * MIB);
}, 120_000);

it.each(['ndjson', 'json', 'csv', 'table'])(
  '37 as %s the first record is out before the second page is in',
  async (format) => {
    const events = new EventEmitter();
    const firstIsOut = once(events, 'first');
    // The second page is kept back until then.
    const api = await server(async (request, response) => {
      const { offset } = askedBy(request, 0);
      if (offset === 100) await firstIsOut;
      json(response, 200, { brands: brands(offset + 1, Math.min(200, offset + 100)), meta: { total: 200 } });
    });
    const child = start(['brands', 'list', '--all', '-o', format, '--timeout', '20s'], { env: at(api) });
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('Brand 1')) events.emit('first');
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  },
);
