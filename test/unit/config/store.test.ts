import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryLocked, UnwritableError } from '../../../src/config/lock.ts';
import { changeStore, readStore, writeStore } from '../../../src/config/store.ts';
import { Interrupted, LocalError, TemporaryError } from '../../../src/errors.ts';

const uid = process.getuid?.();
/** Nobody interrupts, and time is not limited. */
const { signal } = new AbortController();
const mine = { uid, signal };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-store-'));
  file = join(folder, 'deep', 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The error that reading gives. */
function refusal(): LocalError {
  try {
    readStore(file, uid);
  } catch (error) {
    if (error instanceof LocalError) return error;
    throw error;
  }
  throw new Error('it was read');
}

function place(content: string, mode = 0o600): void {
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

describe('writing', () => {
  it('makes a folder and a file for the user alone, and keeps them so', async () => {
    await changeStore(file, mine, () => ({ a: 1 }));
    await changeStore(file, mine, (now) => ({ ...now, b: 2 }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 1, b: 2 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['config.json']);
  });

  it('leaves the file alone when there is nothing to change', async () => {
    place('{"a":1}');
    await changeStore(file, mine, () => undefined);
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}');
  });

  it('is whole or not at all inside a snap too, where conf by itself writes in place', async () => {
    process.env['SNAP'] = '/snap/code/1';
    try {
      await changeStore(file, mine, () => ({ a: 1 }));
      const before = statSync(file).ino;
      await changeStore(file, mine, () => ({ a: 2 }));
      expect(statSync(file).ino).not.toBe(before);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    } finally {
      delete process.env['SNAP'];
    }
  });

  it('clears away the drafts of killed processes, but not those of running ones', async () => {
    place('{}');
    const [old, young] = [`${file}.new-old`, `${file}.new-young`];
    for (const draft of [old, young]) writeFileSync(draft, '{');
    utimesSync(old, new Date(), new Date(Date.now() - 120_000));
    await changeStore(file, mine, () => ({ a: 1 }));
    expect(existsSync(old)).toBe(false);
    expect(existsSync(young)).toBe(true);
  });

  it('says when it cannot, and leaves what was there', async () => {
    writeFileSync(join(folder, 'plain'), 'kept');
    const under = join(folder, 'plain', 'config.json');
    await expect(changeStore(under, mine, () => ({ a: 1 }))).rejects.toThrow(UnwritableError);
    await expect(writeStore(under, () => ({ a: 1 }))).rejects.toThrow(/^cannot write .*plain\/config\.json: /);
    expect(readFileSync(join(folder, 'plain'), 'utf8')).toBe('kept');
  });
});

describe('reading', () => {
  it('gives nothing where there is no file', async () => {
    expect(readStore(file, uid)).toBeUndefined();
  });

  it.each([
    ['an empty file', ''],
    ['a truncated one', '{"profiles": {"wo'],
    ['an array', '[1]'],
    ['a string', '"text"'],
    ['null', 'null'],
  ])('names %s as damaged, and keeps a copy of it', async (_, content) => {
    place(content);
    const { message, hint } = refusal();
    expect(message).toBe(`${file} is damaged: it does not hold what dispatch wrote`);
    expect(hint).toContain(`A copy is kept in ${file}.damaged.`);
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(content);
    expect(statSync(`${file}.damaged`).mode & 0o777).toBe(0o600);
  });

  it('never writes over a damaged file', async () => {
    place('{"profiles": {"wo');
    await expect(changeStore(file, mine, () => ({}))).rejects.toThrow('is damaged');
    expect(readFileSync(file, 'utf8')).toBe('{"profiles": {"wo');
  });

  it.each([0o640, 0o604, 0o644])('refuses a file of mode %o, with the mend', async (mode) => {
    place('{}', mode);
    const { message, hint } = refusal();
    expect(message).toBe(`${file} can be read by others, and it may hold secrets`);
    expect(hint).toBe(`Run: chmod 600 ${file}`);
    chmodSync(file, 0o600);
    expect(readStore(file, uid)).toEqual({});
  });

  it('refuses a symbolic link', async () => {
    place('{}');
    const target = join(folder, 'elsewhere.json');
    writeFileSync(target, '{}', { mode: 0o600 });
    rmSync(file);
    symlinkSync(target, file);
    expect(refusal().message).toContain('is not a plain file');
  });

  it.runIf(uid === 0)("refuses another user's file", async () => {
    place('{}');
    chownSync(file, 65_534, 65_534);
    expect(refusal().message).toBe(`${file} belongs to another user`);
  });
});

describe('the lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      const most = inside;
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside -= 1;
      return most;
    };
    expect(await Promise.all([1, 2, 3, 4].map(() => tryLocked(file, signal, work)))).toEqual([1, 1, 1, 1]);
  });

  it('is let go when the work fails', async () => {
    await expect(tryLocked(file, signal, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(await tryLocked(file, signal, async () => 'done')).toBe('done');
  });

  it.each([-11_000, 11_000])('of a process that died is taken over, by one after the other (%i ms)', async (age) => {
    place('{}');
    mkdirSync(`${file}.lock`);
    utimesSync(`${file}.lock`, new Date(), new Date(Date.now() - age));
    let inside = 0;
    const work = async () => {
      inside += 1;
      const most = inside;
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside -= 1;
      return most;
    };
    expect(await Promise.all([1, 2, 3].map(() => tryLocked(file, signal, work)))).toEqual([1, 1, 1]);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['config.json']);
  });

  /** Takes the lock, and lets it go when asked to. */
  async function holding() {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let ended = Promise.resolve();
    await new Promise<void>((taken) => {
      ended = tryLocked(file, signal, async () => {
        taken();
        await released;
      });
    });
    return async () => {
      release();
      await ended;
    };
  }

  it('is not waited for by whom the work of its holder spares its own', async () => {
    const release = await holding();
    let looks = 0;
    const spared = () => {
      looks += 1;
      return looks === 3 ? 'by the holder' : undefined;
    };
    const never = () => Promise.reject(new Error('not spared'));
    expect(await tryLocked(file, signal, never, spared)).toBe('by the holder');
    await release();
  });

  it('is waited for no longer than the command may take, and what the time went into is said', async () => {
    const release = await holding();
    const command = new AbortController();
    const waiting = tryLocked(file, command.signal, async () => 'done').catch((error: unknown) => error);
    command.abort(new TemporaryError('not done within 5s', { hint: 'of the command' }));
    expect(await waiting).toMatchObject({
      exitCode: 6,
      message: `not done within 5s: another process holds the lock of ${file}`,
      hint: 'Try again later, or allow more time with --timeout.',
    });
    await release();
    expect(await tryLocked(file, signal, async () => 'done')).toBe('done');
  });

  it('is not waited for by a command that is interrupted', async () => {
    const release = await holding();
    const command = new AbortController();
    const waiting = changeStore(file, { uid, signal: command.signal }, () => ({ a: 1 })).catch((error) => error);
    command.abort(new Interrupted('SIGINT'));
    expect(await waiting).toMatchObject({ exitCode: 130 });
    await release();
    expect(existsSync(file)).toBe(false);
  });
});
