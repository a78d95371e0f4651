import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { Interrupted, LocalError, UsageError } from '../../../src/errors.ts';
import { readData } from '../../../src/input/body.ts';
import { memoryIo } from '../../helpers/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'dispatch-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fromFile = (content: string | Uint8Array) => {
  writeFileSync(join(folder, 'body.json'), content);
  return readData('body.json', memoryIo({ cwd: folder }));
};
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('--data', () => {
  it('is the JSON itself, a file or standard input', async () => {
    expect(await readData(' {"time": null}', memoryIo())).toEqual({ time: null });
    expect(await fromFile('{"duration": 3600}\n')).toEqual({ duration: 3600 });
    expect(await readData(join(folder, 'body.json'), memoryIo())).toEqual({ duration: 3600 });
    expect(await readData('-', memoryIo({ stdin: '{"user_id": 5}' }))).toEqual({ user_id: 5 });
  });

  it('joins what comes in pieces, also in the middle of a character', async () => {
    const whole = Buffer.from('{"description":"Zoë"}');
    const stdin = Readable.from([whole.subarray(0, 19), whole.subarray(19)]);
    expect(await readData('-', memoryIo({ stdin }))).toEqual({ description: 'Zoë' });
  });

  it('may have a byte-order mark and CRLF', async () => {
    expect(await fromFile(bytes([0xef, 0xbb, 0xbf], '{\r\n"a": "b"\r\n}\r\n'))).toEqual({ a: 'b' });
  });

  it.each<[string, Uint8Array | string, string]>([
    [
      'UTF-16 with a mark',
      bytes([0xff, 0xfe], Buffer.from('{}', 'utf16le').toString('latin1')),
      'is UTF-16, not UTF-8',
    ],
    ['UTF-16, big end first', bytes([0xfe, 0xff, 0, 0x7b, 0, 0x7d]), 'is UTF-16, not UTF-8'],
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le'), 'is UTF-16, not UTF-8'],
    ['NUL', '{"a":"\0"}', 'holds a NUL at byte 6: it is not text'],
    ['bad UTF-8', bytes('{"a":"', [0xc3, 0x28], '"}'), 'is not valid UTF-8 at byte 6'],
    ['Latin-1', Buffer.from('{"a":"\ufffdé"}', 'latin1'), 'is not valid UTF-8 at byte 6'],
    ['UTF-8 cut short', bytes('{"a":"\ufffd', [0xe2, 0x82]), 'is not valid UTF-8 at byte 9'],
    ['nothing', '', 'is empty'],
    ['space', ' \n', 'is empty'],
    ['an array', '[]', 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
    ['text', '"text"', 'must be a JSON object'],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'has the key __proto__, which no record has'],
    ['constructor', '[{"constructor":{"prototype":{}}}]', 'has the key constructor, which no record has'],
  ])('with %s is refused', async (_, content, message) => {
    const reading = fromFile(content);
    await expect(reading).rejects.toBeInstanceOf(UsageError);
    await expect(reading).rejects.toHaveProperty('message', `--data 'body.json' ${message}`);
  });

  it.each([
    ['{"a":1,}', "unexpected '}' at line 1, column 8"],
    ['{"a":1\n "b":2}', "unexpected '\"' at line 2, column 2"],
    ['{\n  "a": tru\n}', "unexpected '\\u{a}' at line 2, column 11"],
    ["{'a': 1}", "unexpected ''' at line 1, column 2"],
    ['{"a": 01}', "unexpected '1' at line 1, column 8"],
    ['{"a": "\u001b"}', "unexpected '\\u{1b}' at line 1, column 8"],
    ['{"a": "\\x"}', "unexpected '\\' at line 1, column 8"],
    ['{"a": 1} {}', "unexpected '{' at line 1, column 10"],
    ['[1 2]', "unexpected '2' at line 1, column 4"],
    ['{"a" 1}', "unexpected '1' at line 1, column 6"],
    ['{"a": undefined}', "unexpected 'u' at line 1, column 7"],
    ['{"a": [1, {"b": 2.}]}', "unexpected '.' at line 1, column 18"],
    ['{"a": "b', 'it ends too early'],
    ['{"a":', 'it ends too early'],
    ['{', 'it ends too early'],
  ])('that is no JSON is told where: %j', async (text, message) => {
    await expect(readData(text, memoryIo())).rejects.toHaveProperty('message', `--data is not JSON: ${message}`);
  });

  it('nested without end is refused, and braces within text are not counted', async () => {
    await expect(readData('['.repeat(1_000_000), memoryIo())).rejects.toHaveProperty(
      'message',
      '--data is nested more than 64 levels deep',
    );
    const braces = `\\"${'{['.repeat(100)}`;
    expect(await readData(`{"a":"${braces}"}`, memoryIo())).toEqual({ a: `"${'{['.repeat(100)}` });
  });

  it('without end is read no further than 10 MiB', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 65_536;
        this.push(Buffer.alloc(65_536, 'a'));
      },
    });
    await expect(readData('-', memoryIo({ stdin: endless }))).rejects.toHaveProperty(
      'message',
      '--data from standard input is larger than 10 MiB',
    );
    expect(given).toBeLessThan(11 * 2 ** 20);
  });

  it('that cannot be read is a failure of the machine', async () => {
    const missing = readData('nowhere.json', memoryIo({ cwd: folder }));
    await expect(missing).rejects.toBeInstanceOf(LocalError);
    await expect(missing).rejects.toHaveProperty('message', "cannot read --data 'nowhere.json': ENOENT");
    await expect(readData('.', memoryIo({ cwd: folder }))).rejects.toHaveProperty('hint', 'It is a folder.');
    await expect(readData('a\0b', memoryIo({ cwd: folder }))).rejects.toBeInstanceOf(UsageError);
  });

  it('can come through a pipe with a name', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = readData(pipe, memoryIo());
    await writeFile(pipe, '{"a":1}');
    expect(await reading).toEqual({ a: 1 });
  });

  it('that never comes can be interrupted', async () => {
    const controller = new AbortController();
    const reading = readData('-', memoryIo({ stdin: new Readable({ read() {} }), signal: controller.signal }));
    controller.abort(new Interrupted('SIGINT'));
    await expect(reading).rejects.toBeInstanceOf(Interrupted);
  });
});
