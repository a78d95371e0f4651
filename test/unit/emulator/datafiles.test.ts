import { request } from 'node:http';
import { expect, test } from 'vitest';
import { emulated, loggedIn, send } from './client.ts';

const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Datafile {
  readonly uid: string;
  readonly filename: string;
}

/** A running emulator and an upload to it. */
async function started() {
  const emulator = await emulated({ now: () => Date.parse('2017-07-19T01:42:48Z') });
  const { authorization } = await loggedIn(emulator);
  const post = async (form: FormData) => {
    const response = await fetch(emulator.filesUrl, { method: 'POST', headers: { authorization }, body: form });
    return { status: response.status, body: (await response.json()) as { readonly datafile: Datafile } };
  };
  const upload = async (content: Blob, name: string) => {
    const form = new FormData();
    form.append('file', content, name);
    return (await post(form)).body.datafile;
  };
  const locate = async (uid: string) => {
    const { status, headers } = await send('GET', `${emulator.filesUrl}/${uid}`, undefined, { authorization });
    expect(status).toBe(302);
    return headers.get('location') ?? '';
  };
  return { emulator, authorization, post, upload, locate };
}

test('an upload is answered in the documented shape', async () => {
  const { post } = await started();
  const form = new FormData();
  form.append('title', 'not a file');
  form.append('file', new Blob(['pixels'], { type: 'image/png' }), 'test.png');
  const { status, body } = await post(form);
  expect(status).toBe(201);
  expect(body).toEqual({
    datafile: {
      bucket_id: null,
      created_at: '2017-07-19T01:42:48Z',
      filename: 'test.png',
      mime_type: 'image/png',
      name: '',
      uid: expect.stringMatching(UID),
    },
  });
});

test('a file comes back byte for byte, from an origin of its own', async () => {
  const { emulator, upload, locate } = await started();
  // Longer than any chunk, and full of line ends and dashes that are no boundary.
  const content = Buffer.alloc(700_000, '\r\n--boundary-\0');
  const { uid } = await upload(new Blob([content], { type: 'application/pdf' }), 'Übersicht "A".pdf');
  const location = await locate(uid);
  expect(new URL(location).origin).not.toBe(emulator.apiUrl);
  expect(location).toMatch(/\/%C3%9Cbersicht%20%22A%22\.pdf$/);
  const answer = await fetch(location);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-length')]).toEqual([
    200,
    'application/pdf',
    '700000',
  ]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
});

test('the layout of the Files host is served, too', async () => {
  const { emulator, authorization, upload } = await started();
  const { uid } = await upload(new Blob(['pixels']), 'test.png');
  const { status } = await send('GET', `${emulator.apiUrl}/v1/datafiles/${uid}`, undefined, { authorization });
  expect(status).toBe(302);
  const form = new FormData();
  form.append('file', new Blob(['pixels']), 'test.png');
  const url = `${emulator.apiUrl}/v1/datafiles`;
  expect((await fetch(url, { method: 'POST', headers: { authorization }, body: form })).status).toBe(201);
  expect((await send('GET', `${emulator.apiUrl}/v1/datafiles2`, undefined, { authorization })).status).toBe(404);
});

test('the second origin refuses tokens and cookies', async () => {
  const { authorization, locate } = await started();
  const location = await locate('fe9194b3-3cc2-4862-af52-d8b59f7dd062');
  expect((await fetch(location)).status).toBe(200);
  expect((await fetch(location, { headers: { authorization } })).status).toBe(400);
  expect((await fetch(location, { headers: { cookie: 'a=b' } })).status).toBe(400);
});

test.each([
  ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
  ['bytes=7-', 206, 'bytes 7-9/10', '789'],
  ['bytes=-2', 206, 'bytes 8-9/10', '89'],
  ['bytes=5-99', 206, 'bytes 5-9/10', '56789'],
  ['bytes=10-', 416, 'bytes */10', undefined],
  ['lines=1-2', 200, null, '0123456789'],
])('the range %s', async (range, status, contentRange, expected) => {
  const { upload, locate } = await started();
  const { uid } = await upload(new Blob(['0123456789']), 'digits.txt');
  const answer = await fetch(await locate(uid), { headers: { range } });
  expect([answer.status, answer.headers.get('content-range')]).toEqual([status, contentRange]);
  if (expected !== undefined) expect(await answer.text()).toBe(expected);
});

test('a reader that goes away does not harm the emulator', async () => {
  const { upload, locate } = await started();
  const { uid } = await upload(new Blob([Buffer.alloc(20_000_000)]), 'big.bin');
  const location = await locate(uid);
  const controller = new AbortController();
  const answer = await fetch(location, { signal: controller.signal });
  controller.abort();
  await expect(answer.arrayBuffer()).rejects.toThrow();
  expect((await fetch(location, { method: 'HEAD' })).headers.get('content-length')).toBe('20000000');
});

test('an empty file', async () => {
  const { upload, locate } = await started();
  const { uid } = await upload(new Blob([]), 'empty.txt');
  const answer = await fetch(await locate(uid));
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

test('of a path in the filename only the last part is kept', async () => {
  const { upload } = await started();
  expect((await upload(new Blob(['x']), '../../etc/passwd')).filename).toBe('passwd');
});

test('what is no upload is refused', async () => {
  const { emulator, authorization, post } = await started();
  const form = new FormData();
  form.append('file', 'text without a filename');
  expect(await post(form)).toEqual({
    status: 422,
    body: { error: 'Validation failed', details: { file: ["can't be blank"] } },
  });
  expect((await send('POST', emulator.filesUrl, {}, { authorization })).status).toBe(400);
  expect((await send('POST', emulator.filesUrl, {})).status).toBe(401);
  expect((await send('GET', `${emulator.filesUrl}/unknown`, undefined, { authorization })).status).toBe(404);
});

test('a form that ends before its last boundary is answered 400', async () => {
  const { emulator, authorization } = await started();
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
  const answer = await send('POST', emulator.filesUrl, `${head}cut sho`, {
    authorization,
    'content-type': 'multipart/form-data; boundary=b',
  });
  expect([answer.status, answer.body.error]).toEqual([400, 'The multipart body is malformed or was cut short']);
});

test('a form that arrives byte by byte is read all the same', async () => {
  const { emulator, authorization, locate } = await started();
  const form =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nab\r\n-\r\n--b--\r\n';
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { authorization, 'content-type': 'multipart/form-data; boundary="b"' };
    const upload = request(emulator.filesUrl, { method: 'POST', headers }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
    upload.setNoDelay(true);
    const next = (at: number) => {
      if (at === form.length) upload.end();
      else upload.write(form[at], () => setImmediate(next, at + 1));
    };
    next(0);
  });
  expect(await (await fetch(await locate(JSON.parse(body).datafile.uid))).text()).toBe('ab\r\n-');
});
