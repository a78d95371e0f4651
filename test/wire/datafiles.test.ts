/** seed: Files and Photos. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Recorded, run, startServer, type TestServer, temporaryFolder } from '../helpers/server.ts';

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

/** Bytes that no text survives: every value, CR LF and dashes among them. */
const content = Buffer.from([...Array(256).keys(), 13, 10, 45, 45, 13, 10]);

const datafile = {
  bucket_id: null,
  created_at: '2017-07-19T01:42:48Z',
  filename: 'test.png',
  mime_type: 'image/png',
  name: '',
  uid: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062',
};

/** The only part of a multipart body, by RFC 7578: its headers, and its bytes up to the closing boundary. */
function partOf({ headers, body }: Recorded): { disposition: string; type: string; content: Buffer } {
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?$/.exec(headers['content-type'] ?? '')?.[1];
  expect(boundary).toBeDefined();
  const opening = `--${boundary}\r\n`;
  const closing = `\r\n--${boundary}--\r\n`;
  expect(body.subarray(0, opening.length).toString('latin1')).toBe(opening);
  expect(body.subarray(-closing.length).toString('latin1')).toBe(closing);
  const blank = body.indexOf('\r\n\r\n');
  const lines = body.subarray(opening.length, blank).toString('utf8').split('\r\n');
  const header = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  return {
    disposition: header('Content-Disposition'),
    type: header('Content-Type'),
    content: body.subarray(blank + 4, -closing.length),
  };
}

describe('upload', () => {
  beforeEach(() => {
    writeFileSync(join(folder, 'test.png'), content);
    server.on('POST /v3/datafiles', { status: 201, body: { datafile } });
  });

  it('sends the file as the field `file` of a form, with name, type and length', async () => {
    const { code } = await run('datafiles upload test.png', { server, folder });
    expect(code).toBe(0);
    const request = server.only();
    expect(request.headers.authorization).toBe('Bearer bearer token value');
    expect(request.headers['content-length']).toBe(String(request.body.length));
    const part = partOf(request);
    expect(part.disposition).toBe('form-data; name="file"; filename="test.png"');
    expect(part.type).toBe('image/png');
    expect(part.content.equals(content)).toBe(true);
  });

  it('prints the uid', async () => {
    const { out } = await run('datafiles upload test.png', { server, folder });
    expect(out).toBe('fe9194b3-3cc2-4862-af52-d8b59f7dd062\n');
  });

  it('prints the record with -o json', async () => {
    const { out } = await run('datafiles upload test.png -o json', { server, folder });
    expect(JSON.parse(out)).toEqual({
      bucket_id: null,
      created_at: '2017-07-19T01:42:48Z',
      filename: 'test.png',
      mime_type: 'image/png',
      name: '',
      uid: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062',
    });
  });

  it('takes standard input, with a name of the user’s', async () => {
    const { code } = await run('datafiles upload - --name report.pdf', { server, folder, stdin: content });
    expect(code).toBe(0);
    const part = partOf(server.only());
    expect(part.disposition).toBe('form-data; name="file"; filename="report.pdf"');
    expect(part.type).toBe('application/pdf');
    expect(part.content.equals(content)).toBe(true);
  });

  it('sends an empty file', async () => {
    writeFileSync(join(folder, 'empty.txt'), '');
    expect((await run('datafiles upload empty.txt', { server, folder })).code).toBe(0);
    expect(partOf(server.only())).toEqual({
      disposition: 'form-data; name="file"; filename="empty.txt"',
      type: 'text/plain',
      content: Buffer.alloc(0),
    });
  });

  it('sends it again, whole, after a 401', async () => {
    server.on('POST /v3/datafiles', { status: 401 }, { status: 201, body: { datafile } });
    expect((await run('datafiles upload test.png', { server, folder })).code).toBe(0);
    expect(server.requests).toHaveLength(2);
    for (const request of server.requests) expect(partOf(request).content.equals(content)).toBe(true);
  });

  it('goes to DISPATCH_FILES_URL, the full address of the collection', async () => {
    server.on('POST /v1/datafiles', { status: 201, body: { datafile } });
    const env = { DISPATCH_FILES_URL: `${server.url}/v1/datafiles` };
    expect((await run('datafiles upload test.png', { server, folder, env })).code).toBe(0);
    expect(server.only().path).toBe('/v1/datafiles');
  });
});

describe('a logo that is uploaded for a brand', () => {
  it('is sent first, and its uid is the logo_token', async () => {
    writeFileSync(join(folder, 'test.png'), content);
    server.on('POST /v3/datafiles', { status: 201, body: { datafile } });
    server.on('POST /v3/brands', { status: 201, body: { brand: { id: 1 } } });
    const { code } = await run('brands create --name New --logo test.png', { server, folder });
    expect(code).toBe(0);
    const [upload, create] = server.requests;
    expect(upload?.path).toBe('/v3/datafiles');
    expect(JSON.parse(create?.body.toString() ?? '')).toEqual({
      name: 'New',
      logo_token: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062',
    });
  });
});

describe('download', () => {
  const uid = 'fe9194b3-3cc2-4862-af52-d8b59f7dd062';
  const place = `/dispatch_staging/datafiles/${uid}/test.png`;
  let host: TestServer;
  beforeEach(async () => {
    host = await startServer();
    host.on(`GET ${place}`, { headers: { 'content-type': 'image/png' }, body: content });
    server.on(`GET /v3/datafiles/${uid}`, { status: 302, headers: { location: `${host.url}${place}` } });
  });
  afterEach(() => host.close());

  it('follows the redirect and keeps the file under its own name', async () => {
    const { code, out } = await run(`datafiles download ${uid}`, { server, folder });
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(readFileSync(join(folder, 'test.png')).equals(content)).toBe(true);
    expect(server.only()).toMatchObject({ method: 'GET', path: `/v3/datafiles/${uid}` });
    expect(server.only().headers.authorization).toBe('Bearer bearer token value');
  });

  it('gives the other host neither the token nor anything else of ours', async () => {
    await run(`datafiles download ${uid}`, { server, folder });
    expect(Object.keys(host.only().headers).sort()).toEqual(['connection', 'host']);
  });

  it('writes to the path of --out', async () => {
    const { code } = await run(`datafiles download ${uid} --out mine.png`, { server, folder });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'mine.png')).equals(content)).toBe(true);
    expect(existsSync(join(folder, 'test.png'))).toBe(false);
  });

  it('writes to standard output with --out -', async () => {
    host.on(`GET ${place}`, { body: 'plain text' });
    const { code, out } = await run(`datafiles download ${uid} --out -`, { server, folder });
    expect(code).toBe(0);
    expect(out).toBe('plain text');
    expect(existsSync(join(folder, 'test.png'))).toBe(false);
  });
});
