/** Case 46: file names in the headers of a form. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uploaded } from './files.ts';
import { at, folder, run, server } from './helpers.ts';

it.each([
  ['it"s.png', 'it%22s.png', 'image/png'],
  ['a\r\nX-Evil: 1\r\n\r\n<b>.jpg', 'a%0D%0AX-Evil: 1%0D%0A%0D%0A<b>.jpg', 'image/jpeg'],
  ['Ünïcödé 写真 👍🏽.gif', 'Ünïcödé 写真 👍🏽.gif', 'image/gif'],
  ["back\\slash;'.txt", "back\\slash;'.txt", 'text/plain'],
])('46: %j is escaped as browsers do', async (name, escaped, type) => {
  const api = await server((_, response) => uploaded(response));
  const cwd = folder();
  writeFileSync(join(cwd, 'file'), 'content');
  const { code } = await run(['datafiles', 'upload', 'file', '--name', name], { env: at(api), cwd });
  expect(code).toBe(0);
  const [, disposition, contentType, empty, content] = api.requests[0]?.body.toString().split('\r\n') ?? [];
  expect(disposition).toMatch(/^Content-Disposition: form-data; name="file"; filename="[^"]*"$/);
  expect(disposition).toContain(`filename="${escaped}`);
  expect([contentType, empty, content]).toEqual([`Content-Type: ${type}`, '', 'content']);
});

it('46: so is the name that the file itself has', async () => {
  const api = await server((_, response) => uploaded(response));
  const cwd = folder();
  writeFileSync(join(cwd, 'a"\r\nb.png'), 'content');
  await run(['datafiles', 'upload', 'a"\r\nb.png'], { env: at(api), cwd });
  expect(api.requests[0]?.body.toString()).toContain('; filename="a%22%0D%0Ab.png"\r\n');
});

it('46: the boundary is another one each time', async () => {
  const api = await server((_, response) => uploaded(response));
  const cwd = folder();
  for (const name of ['a', 'b', 'c']) writeFileSync(join(cwd, name), 'content');
  await run(['datafiles', 'upload', 'a', 'b', 'c'], { env: at(api), cwd });
  const boundaries = api.requests.map(
    ({ headers }) => /boundary=(-*\w{20,})$/.exec(headers['content-type'] ?? '')?.[1],
  );
  expect(boundaries).not.toContain(undefined);
  expect(new Set(boundaries).size).toBe(3);
});

it.each(['text/plain\r\nX-Evil: 1', 'image', 'a/b/c', ''])('46: the type %j is refused', async (type) => {
  const api = await server((_, response) => uploaded(response));
  const cwd = folder();
  writeFileSync(join(cwd, 'file'), 'content');
  const { code, err } = await run(['datafiles', 'upload', 'file', '--type', type], { env: at(api), cwd });
  expect(err).toContain('--type must be a media type');
  expect(code).toBe(2);
  expect(api.requests).toEqual([]);
});
