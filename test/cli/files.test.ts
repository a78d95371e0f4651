/** contract: Writing, files: uploads print the uid, a line a file; downloads keep what is there. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Recorded, run, sent, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const filenameIn = ({ body }: Recorded): string => /filename="([^"]*)"/.exec(body.toString('utf8'))?.[1] ?? '';

describe('upload', () => {
  beforeEach(() => {
    for (const name of ['a.png', 'b.jpg', 'c.txt']) writeFileSync(join(folder, name), name);
    server.on('POST /v3/datafiles', (request) => ({
      body: { datafile: { uid: `uid-of-${filenameIn(request)}`, filename: filenameIn(request) } },
    }));
  });

  it('prints a line for each file, in the order given', async () => {
    const { code, out } = await run('datafiles upload b.jpg c.txt a.png', { server, folder });
    expect(code).toBe(0);
    expect(out).toBe('uid-of-b.jpg\nuid-of-c.txt\nuid-of-a.png\n');
  });

  it('gives an array for several with -o json', async () => {
    const { out } = await run('datafiles upload a.png b.jpg -o json', { server, folder });
    expect(JSON.parse(out)).toEqual([
      { uid: 'uid-of-a.png', filename: 'a.png' },
      { uid: 'uid-of-b.jpg', filename: 'b.jpg' },
    ]);
  });

  it('with --preview says what would be sent, and sends nothing', async () => {
    const { code, out } = await run('datafiles upload a.png - --preview', { server, folder });
    expect(code).toBe(0);
    expect(out).toBe(
      'Would upload a.png. Nothing has been written.\n+ filename: a.png\n' +
        'Would upload standard input. Nothing has been written.\n+ filename: stdin\n',
    );
    const data = await run('datafiles upload a.png --name b.png --preview -o json', { server, folder });
    expect(JSON.parse(data.out)).toEqual({
      action: 'upload',
      record: null,
      changes: [{ field: 'filename', before: null, after: 'b.png' }],
      follows: [],
    });
    expect((await run('datafiles upload missing.png --preview', { server, folder })).code).toBe(1);
    expect([server.requests, server.tokenRequests]).toEqual([[], []]);
  });

  it('sends nothing when one of the files cannot be read', async () => {
    mkdirSync(join(folder, 'folder'));
    for (const wrong of ['missing.png', 'folder']) {
      const { code, err } = await run(`datafiles upload a.png ${wrong}`, { server, folder });
      expect(code).toBe(1);
      expect(err).toContain(wrong);
    }
    expect(server.requests).toEqual([]);
  });

  it('escapes a name as browsers do', async () => {
    await run(['datafiles', 'upload', 'a.png', '--name', 'a"b\r\nc é.png'], { server, folder });
    expect(filenameIn(server.only())).toBe('a%22b%0D%0Ac é.png');
  });

  it('takes the type it is told', async () => {
    await run('datafiles upload a.png --type image/webp', { server, folder });
    expect(server.only().body.toString('utf8')).toContain('\r\nContent-Type: image/webp\r\n');
  });
});

describe('a file for a record', () => {
  beforeEach(() => {
    writeFileSync(join(folder, 'me.png'), 'x');
    server.on('POST /v3/datafiles', { body: { datafile: { uid: 'uid-of-it' } } });
  });

  it.each([
    ['brands update 1 --logo me.png', 'PATCH /v3/brands/1', 'logo_token'],
    ['organizations update 3 --logo me.png', 'PATCH /v3/organizations/3', 'logo_token'],
    ['users update 456 --photo me.png', 'PATCH /v3/users/456', 'photo_token'],
  ])('%s uploads it and sends its uid', async (words, route, field) => {
    server.on(route, { body: { id: 1 } });
    const { code } = await run(words, { server, folder });
    expect(code).toBe(0);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1] && sent(server.requests[1])).toEqual({ [field]: 'uid-of-it' });
  });

  it.each([
    'brands create --name New --logo missing.png',
    'brands create --logo me.png',
    'brands create --name New --logo me.png --logo-token x',
  ])('%s uploads nothing', async (words) => {
    expect((await run(words, { server, folder })).code).not.toBe(0);
    expect(server.requests).toEqual([]);
  });
});

describe('download', () => {
  let host: TestServer;
  const serve = (name: string, body: string): void => {
    host.on(`GET /files/${name}`, { body });
    server.on('GET /v3/datafiles/abc', { status: 302, headers: { location: `${host.url}/files/${name}` } });
  };
  beforeEach(async () => {
    host = await startServer();
    serve('photo.png', 'the content');
  });
  afterEach(() => host.close());

  it('writes into a folder', async () => {
    mkdirSync(join(folder, 'photos'));
    expect((await run('datafiles download abc --out photos', { server, folder })).code).toBe(0);
    expect(readFileSync(join(folder, 'photos', 'photo.png'), 'utf8')).toBe('the content');
  });

  it('says where to, on standard error', async () => {
    const { out, err } = await run('datafiles download abc', { server, folder });
    expect(out).toBe('');
    expect(err).toContain(join(folder, 'photo.png'));
  });

  it.each(['', ' --out photo.png'])('replaces a file only with --force (%j)', async (out) => {
    writeFileSync(join(folder, 'photo.png'), 'mine');
    expect((await run(`datafiles download abc${out}`, { server, folder })).code).not.toBe(0);
    expect(readFileSync(join(folder, 'photo.png'), 'utf8')).toBe('mine');
    expect((await run(`datafiles download abc${out} --force`, { server, folder })).code).toBe(0);
    expect(readFileSync(join(folder, 'photo.png'), 'utf8')).toBe('the content');
  });

  it('does not write through a symbolic link', async () => {
    writeFileSync(join(folder, 'victim'), 'mine');
    symlinkSync(join(folder, 'victim'), join(folder, 'photo.png'));
    expect((await run('datafiles download abc', { server, folder })).code).not.toBe(0);
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine');
  });

  it.each(['..%2F..%2Fescaped', '%2Fetc%2Fpasswd', '..', 'a%00b', 'CON'])('%s stays in the folder', async (name) => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    server.on('GET /v3/datafiles/abc', { status: 302, headers: { location: `${host.url}/files/x/${name}` } });
    host.on(`GET ${new URL(`${host.url}/files/x/${name}`).pathname}`, { body: 'the content' });
    const { code } = await run('datafiles download abc', {
      server,
      folder: inner,
      env: { DISPATCH_CONFIG_DIR: join(folder, 'config') },
    });
    expect(code).toBe(0);
    expect(readdirSync(inner)).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['config', 'inner']);
  });

  it('of a file that is not there leaves nothing', async () => {
    server.on('GET /v3/datafiles/abc', { status: 404 });
    expect((await run('datafiles download abc', { server, folder })).code).toBe(4);
    expect(existsSync(join(folder, 'photo.png'))).toBe(false);
  });

  it('that the other host refuses leaves nothing', async () => {
    host.on('GET /files/photo.png', { status: 403, body: '<Error>AccessDenied</Error>' });
    const { code } = await run('datafiles download abc', { server, folder });
    expect(code).not.toBe(0);
    expect(readdirSync(folder)).toEqual(['config']);
  });
});
