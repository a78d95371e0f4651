/** Case 50: bodies that are no text, no JSON, or no end of it: a clear word before anything is sent. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, folder, json, run, server, start, type TestServer } from './helpers.ts';

const GIB = 2 ** 30;

let api: TestServer;
beforeEach(async () => {
  api = await server((_, response) => json(response, 201, { brand: { id: 1 } }));
});

describe('50: what is refused', () => {
  afterEach(() => expect(api.requests).toEqual([]));

  const body = '{"name":"Zoë"}';
  const utf16 = Buffer.from(body, 'utf16le');
  it.each<[what: string, bytes: Uint8Array, says: string]>([
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'is UTF-16, not UTF-8'],
    ['UTF-16 of the other order', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]).swap16(), 'is UTF-16, not UTF-8'],
    ['UTF-16 without a mark', utf16, 'is UTF-16, not UTF-8'],
    ['a NUL', Buffer.from('{"name":"a\0b"}'), 'holds a NUL at byte 10'],
    ['bad UTF-8', Buffer.from('{"name":"\xff"}', 'latin1'), 'is not valid UTF-8 at byte 9'],
    ['a control character', Buffer.from('{"name":"a\u0007b"}'), "unexpected '\\u{7}' at line 1, column 11"],
    ['__proto__', Buffer.from('{"__proto__":{"name":"x"}}'), 'has the key __proto__'],
    ['__proto__ within', Buffer.from('{"name":"x","a":[{"__proto__":1}]}'), 'has the key __proto__'],
    ['a thousand brackets', Buffer.from('['.repeat(1_000)), 'nested more than 64 levels deep'],
    ['half of it', Buffer.from('{"name":'), 'it ends too early'],
    ['nothing', Buffer.from(' \r\n'), 'is empty'],
    ['an array', Buffer.from('[]'), 'must be a JSON object'],
  ])('50: %s', async (_, bytes, says) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'body.json'), bytes);
    const fromFile = await run(['brands', 'create', '--data', 'body.json'], { env: at(api), cwd });
    expect(fromFile.err).toContain('--data ');
    expect(fromFile.err).toContain(says);
    expect([fromFile.code, fromFile.out]).toEqual([2, '']);
    const fromStdin = await run(['api', 'POST', '/v3/brands', '--data', '-'], { env: at(api), stdin: bytes });
    expect(fromStdin.err).toContain(says);
    expect([fromStdin.code, fromStdin.out]).toEqual([2, '']);
  });

  it.each([
    ['brands create --data -', 'larger than 10 MiB', 64],
    ['auth login --client-id key --client-secret-stdin', 'too long for a secret', 4],
  ])('50: a line of 1 GB to dispatch %s', async (line, says, most) => {
    const child = start(line.split(' '), { env: at(api) });
    const { stdin, stderr } = child;
    if (!stdin || !stderr) throw new Error('the process has no pipes');
    const ended = new Promise((resolve) => child.once('close', resolve));
    const piece = Buffer.alloc(2 ** 20, ' ');
    let written = 0;
    let gone = false;
    // The program does not read to the end.
    stdin
      .on('error', () => undefined)
      .on('close', () => {
        gone = true;
      });
    const feed = async () => {
      for (; written < GIB && !gone; written += piece.length) {
        if (!stdin.write(piece)) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), ended]);
      }
      stdin.end();
    };
    const [err, code] = await Promise.all([text(stderr), ended, feed()]);
    expect(err).toContain(says);
    expect(code).toBe(2);
    expect(written).toBeLessThan(most * 2 ** 20);
  });

  it('50: a file of 1 GiB', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'body.json'), '');
    truncateSync(join(cwd, 'body.json'), GIB);
    const { code, err } = await run(['brands', 'create', '--data', 'body.json'], { env: at(api), cwd });
    expect(err).toContain('larger than 10 MiB');
    expect(code).toBe(2);
  });

  it.each<[what: string, bytes: Uint8Array, says: string]>([
    ['bad UTF-8', Buffer.from('h\xffnter', 'latin1'), 'is not valid UTF-8 at byte 1'],
    ['UTF-16', Buffer.from('hunter', 'utf16le'), 'is UTF-16, not UTF-8'],
    ['a NUL', Buffer.from('hun\0ter'), 'holds a NUL at byte 3'],
    ['a second line', Buffer.from('hun\nter\n'), 'holds control characters'],
    ['nothing', Buffer.from('\n'), 'is empty'],
  ])('50: %s as a secret, which is not repeated', async (_, bytes, says) => {
    const words = ['auth', 'login', '--client-id', 'key', '--client-secret-stdin'];
    const { code, err } = await run(words, { env: at(api), stdin: bytes });
    expect(err).toContain('--client-secret-stdin');
    expect(err).toContain(says);
    expect(err).not.toMatch(/hun|ter\b/);
    expect(code).toBe(2);
  });
});

it('50: a byte-order mark and CR LF are passed over', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'body.json'), '\ufeff{\r\n  "name": "Zoë"\r\n}\r\n');
  const { code } = await run(['brands', 'create', '--data', 'body.json'], { env: at(api), cwd });
  expect(code).toBe(0);
  expect(api.requests[0]?.body.toString()).toBe('{"name":"Zoë"}');
});
