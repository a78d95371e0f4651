import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { print } from '../../../src/output/print.ts';
import { progress } from '../../../src/output/progress.ts';
import { memoryIo } from '../../helpers/io.ts';

const OPTIONS = { text: 'Reading visits', quiet: false, color: false };
/** Longer than the patience of 400 ms and the loading of what draws. */
const LONG = 1500;

describe.concurrent('progress', () => {
  test('appears at a terminal after a while, follows, and leaves', async () => {
    const io = memoryIo({ tty: true });
    const spinner = progress(io, OPTIONS);
    expect(io.err()).toBe('');
    await wait(LONG);
    expect(io.err()).toContain('Reading visits');
    spinner.update('Read 200 visits');
    await wait(300);
    expect(io.err()).toContain('Read 200 visits');
    spinner.stop();
    const drawn = io.err();
    await wait(300);
    expect(io.err()).toBe(drawn);
    // Cleared: after the last text comes an erased line.
    expect(drawn.lastIndexOf('\u001b[0K')).toBeGreaterThan(drawn.lastIndexOf('Read 200 visits'));
  });

  test('never appears for what is quick, quiet, piped or read aloud', async () => {
    const quick = memoryIo({ tty: true });
    progress(quick, OPTIONS).stop();
    const others = [
      { io: memoryIo({ tty: true }), quiet: true },
      { io: memoryIo(), quiet: false },
      { io: memoryIo({ tty: true, env: { ACCESSIBLE: '1' } }), quiet: false },
      { io: memoryIo({ tty: true, env: { TERM: 'dumb' } }), quiet: false },
    ];
    const spinners = others.map(({ io, quiet }) => progress(io, { ...OPTIONS, quiet }));
    await wait(LONG);
    for (const spinner of spinners) spinner.stop();
    for (const io of [quick, ...others.map((other) => other.io)]) expect(io.err()).toBe('');
  });

  test('takes the place of one that is there, and shows nothing that acts on the terminal', async () => {
    const io = memoryIo({ tty: true });
    const outer = progress(io, OPTIONS);
    const inner = progress(io, { ...OPTIONS, text: 'Uploading a\u001b[2Jb.jpg' });
    await wait(LONG);
    outer.stop();
    inner.stop();
    expect(io.err()).toContain('Uploading a\\u{1b}[2Jb.jpg');
    expect(io.err()).not.toContain('Reading visits');
  });

  test('is gone before rows are written to the terminal', async () => {
    const io = memoryIo({ tty: true });
    let drawn = '';
    async function* pages() {
      await wait(LONG);
      yield [{ id: 1 }];
      drawn = io.err();
      await wait(500);
      yield [{ id: 2 }];
    }
    await print(
      { kind: 'records', pages: pages(), nouns: 'visits' },
      { format: 'ndjson', csvRaw: false, zone: 'UTC', quiet: false, color: false },
      io,
    );
    expect(drawn).toContain('Reading visits');
    expect(io.err()).toBe(drawn);
    expect(io.out()).toBe('{"id":1}\n{"id":2}\n');
  });
});
