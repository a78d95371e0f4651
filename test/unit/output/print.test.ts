import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { output } from '../../../src/io.ts';
import { print } from '../../../src/output/print.ts';
import { FORMATS, type Result } from '../../../src/output/result.ts';
import type { JsonObject } from '../../../src/spec/json.ts';
import { memoryIo } from '../../helpers/io.ts';
import { printed, VISITS, visits } from './sample.ts';

const OPTIONS = { csvRaw: false, zone: 'UTC', quiet: false, color: false, plain: false };

function records(pages: AsyncIterable<readonly JsonObject[]>): Result {
  return { kind: 'records', pages, fields: VISITS, nouns: 'visits' };
}

describe('nothing found', () => {
  test.each([
    ['table', ''],
    ['json', '[]\n'],
    ['ndjson', ''],
    ['csv', 'id,time,duration,status,address.street_1,address.city,address.state,paid,notes,external_ids\n'],
  ] as const)('is valid %s, and is said on standard error', async (format, expected) => {
    const io = await printed(visits([], []), { format });
    expect(io.out()).toBe(expected);
    expect(io.err()).toBe('No visits.\n');
  });

  test('is not said when quiet', async () => {
    const io = await printed(visits(), { format: 'json', quiet: true });
    expect(io.out()).toBe('[]\n');
    expect(io.err()).toBe('');
  });

  test('has the chosen columns as the header of csv', async () => {
    const io = await printed(visits(), { format: 'csv', fields: ['status', 'address.city'] });
    expect(io.out()).toBe('status,address.city\n');
  });
});

describe('pages', () => {
  test.each(FORMATS)('are written in %s before the next one is asked for', async (format) => {
    const io = memoryIo();
    const seen: string[] = [];
    async function* pages() {
      yield [{ id: 4711 }];
      seen.push(io.out());
      yield [{ id: 4712 }];
    }
    await print(records(pages()), { ...OPTIONS, format }, io);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain('4711');
    expect(io.out()).toContain('4712');
  });

  test('that fail leave JSON that does not parse as complete, and the failure comes through', async () => {
    const failure = new Error('page 2 is lost');
    async function* pages() {
      yield [{ id: 1 }];
      throw failure;
    }
    const io = memoryIo();
    await expect(print(records(pages()), { ...OPTIONS, format: 'json' }, io)).rejects.toBe(failure);
    expect(io.out()).toBe('[\n  {"id":1}');
  });

  test('that fail at once write nothing', async () => {
    for (const format of FORMATS) {
      // biome-ignore lint/correctness/useYield: it fails before it could
      async function* pages(): AsyncGenerator<JsonObject[]> {
        throw new Error('page 1 is lost');
      }
      const io = memoryIo();
      await expect(print(records(pages()), { ...OPTIONS, format }, io)).rejects.toThrow('page 1 is lost');
      expect(io.out() + io.err()).toBe('');
    }
  });

  test('wait for a slow reader', async () => {
    let asked = 0;
    async function* pages() {
      while (asked < 50) {
        asked++;
        yield [{ id: asked, notes: 'x'.repeat(1000) }];
      }
    }
    let reading = false;
    let read = () => {};
    const slow = new Writable({
      highWaterMark: 100,
      write(_chunk, _encoding, done) {
        if (reading) done();
        else read = done;
      },
    });
    const io = { ...memoryIo(), stdout: output(slow, 'standard output') };
    const printing = print(records(pages()), { ...OPTIONS, format: 'ndjson' }, io);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(1);
    reading = true;
    read();
    await printing;
    expect(asked).toBe(50);
  });
});

describe('raw results', () => {
  test('go out as they are', async () => {
    const chunks = ['a\u001b[2J', new Uint8Array([0, 255])];
    const io = await printed({ kind: 'raw', chunks }, {});
    expect(io.outBytes()).toEqual(Buffer.from([0x61, 0x1b, 0x5b, 0x32, 0x4a, 0, 255]));
  });

  test('are made safe at a terminal where they are text', async () => {
    const io = await printed({ kind: 'raw', chunks: ['a\u001b[2J\tb\n'] }, {}, { columns: 80 });
    expect(io.out()).toBe('a\\u{1b}[2J\tb\n');
  });

  test('can be nothing at all', async () => {
    const io = await printed({ kind: 'nothing' }, { format: 'json' });
    expect(io.out() + io.err()).toBe('');
  });
});
