/**
 * Case 43: no room for what is written. A limit on the size of files does what a disk with that much room left does: it takes
 * a part of the last write without a word, and refuses the next.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/output/result.ts';
import { fileServers, UID } from './files.ts';
import { at, BIN, folder, json, server } from './helpers.ts';
import { shell } from './shell.ts';
import { through } from './store.ts';

const brand = { id: 1, name: 'x'.repeat(3000) };
const brands = () => server((_, response) => json(response, 200, { brands: [brand], meta: { total: 1 } }));

describe.each(FORMATS)('43: an export as %s', (format) => {
  it.each(['list', 'get 1'])('43: %s to a full device ends with 1', async (verb) => {
    const { code, out, err } = await shell(`dispatch brands ${verb} -o ${format} > /dev/full`, {
      env: at(await brands()),
    });
    expect(err).toContain('cannot write to standard output: ENOSPC');
    expect([code, out]).toEqual([1, '']);
  });

  it.each(['list', 'get 1'])('43: %s to a disk that takes only a part ends with 1', async (verb) => {
    const cwd = folder();
    const line = `ulimit -f 1; dispatch brands ${verb} -o ${format} > export`;
    const { code, err } = await shell(line, { env: at(await brands()), cwd });
    expect(err).toContain('cannot write to standard output');
    expect(code).toBe(1);
    expect(statSync(join(cwd, 'export')).size).toBeLessThan(brand.name.length);
  });
});

it('43: a download for which there is no room leaves nothing behind', async () => {
  // In one piece, so that no later write would tell.
  const { api } = await fileServers((_, response) => response.end('x'.repeat(3000)));
  const cwd = folder();
  const { code, err } = await shell(`ulimit -f 1; dispatch datafiles download ${UID}`, { env: at(api), cwd });
  expect(err).toMatch(/^Error: cannot write .*report\.txt: /);
  expect(code).toBe(1);
  expect(readdirSync(cwd)).toEqual([]);
});

it('43: so does standard input for which there is no room when it is uploaded', async () => {
  const api = await server((_, response) => response.end());
  const tmp = folder();
  const line = 'ulimit -f 1; printf %3000s x | dispatch datafiles upload -';
  const { code, err } = await shell(line, { env: { ...at(api), TMPDIR: tmp } });
  expect(err).toMatch(/^Error: cannot keep standard input in .*: /);
  expect(code).toBe(1);
  expect(readdirSync(tmp)).toEqual([]);
  expect(api.requests).toEqual([]);
});

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

// In CI it is a failure when no file system can be mounted, not a reason to skip.
describe.skipIf(!canMount && !process.env['CI'])('43: a real disk (skipped where unshare is not permitted)', () => {
  /** Runs commands of a shell on a disk of 64 KiB. */
  const onSmallDisk = (line: string, env: Readonly<Record<string, string>>) =>
    through(
      [
        ...['unshare', '-rm', 'sh', '-c'],
        `mount -t tmpfs -o size=64k none "$DISK" && cd "$DISK" && dispatch() { "$NODE" "$BIN" "$@"; }; ${line}`,
      ],
      { DISK: folder(), NODE: process.execPath, BIN, DISPATCH_TOKEN: 'token', ...env },
    );

  it('43: a download that it has no room for ends with 1 and leaves nothing behind', async () => {
    const { api } = await fileServers((_, response) => response.end('x'.repeat(200_000)));
    const { code, out, err } = await onSmallDisk(
      `dispatch datafiles download ${UID}; code=$?; ls -A; exit $code`,
      at(api),
    );
    expect(err).toMatch(/^Error: cannot write .*report\.txt: ENOSPC/);
    expect([code, out]).toEqual([1, '']);
  });

  it('43: an export that it has no room for ends with 1', async () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ ...brand, id: at + 1 }));
    const api = await server((_, response) => json(response, 200, { brands: many, meta: { total: 100 } }));
    const { code, err } = await onSmallDisk('dispatch brands list -o csv > export', at(api));
    expect(err).toContain('cannot write to standard output: ENOSPC');
    expect(code).toBe(1);
  });
});
