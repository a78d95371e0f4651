/** Every resource that can be written: created with the least it needs, shown again, changed, deleted. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../src/resources/index.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import type { Resource } from '../../src/spec/resource.ts';
import { type Account, startAccount } from '../helpers/account.ts';
import { asFlags, changedBody, type Known, requiredBody } from '../helpers/values.ts';

let account: Account;
let known: Known;
beforeAll(async () => {
  account = await startAccount();
  const ids: Record<string, number> = {};
  for (const { name, requests } of RESOURCES) {
    if (!requests.includes('list')) continue;
    const [first] = await account.json<{ id: number }[]>(name, 'list', '--limit', '1');
    if (first) ids[name] = first.id;
  }
  writeFileSync(join(account.folder, 'file.txt'), 'content');
  const { uid } = await account.json<{ uid: string }>('datafiles', 'upload', 'file.txt');
  known = { ids, uid };
});
afterAll(() => account.close());

/** A record's own values: work orders have theirs under `data` (reference: work_orders). */
const values = (record: JsonObject): JsonObject => ({ ...record, ...(record['data'] as JsonObject | undefined) });

async function created({ name, fields }: Resource): Promise<JsonObject & { readonly id: number }> {
  return account.json(name, 'create', ...asFlags(requiredBody(fields, known)));
}

const numbers = async (name: string) =>
  (await account.json<{ id: number }[]>(name, 'list', '--all', '--fields', 'id')).map(({ id }) => id);

const writable = RESOURCES.filter(({ requests }) => requests.includes('create'));

describe.each(writable.map((resource) => [resource.name, resource] as const))('%s', (name, resource) => {
  const { fields, requests, includes = [] } = resource;

  it('create by flags answers a record that holds what was sent', async () => {
    const body = requiredBody(fields, known);
    const record = await account.json<JsonObject>(name, 'create', ...asFlags(body));
    expect(record['id']).toEqual(expect.any(Number));
    expect(values(record)).toMatchObject(body);
  });

  it('create by --data does the same', async () => {
    const body = requiredBody(fields, known);
    const record = await account.json<JsonObject>(name, 'create', '--data', JSON.stringify(body));
    expect(values(record)).toMatchObject(body);
  });

  if (requests.includes('list')) {
    it('get and list show the created record', async () => {
      const record = await created(resource);
      expect(await account.json(name, 'get', String(record.id))).toEqual(record);
      expect(await numbers(name)).toContain(record.id);
    });
  }

  if (requests.includes('update')) {
    it('update changes every field that can be changed', async () => {
      const { id } = await created(resource);
      const changes = changedBody(fields, known);
      expect(Object.keys(changes)).not.toEqual([]);
      const record = await account.json<JsonObject>(name, 'update', String(id), ...asFlags(changes));
      expect(record['id']).toBe(id);
      const asked = includes.length > 0 ? ['--include', includes.join(',')] : [];
      // Where the API gives no single record, the answer itself is all there is to see.
      const shown = requests.includes('list')
        ? await account.json<JsonObject>(name, 'get', String(id), ...asked)
        : record;
      expect(values(shown)).toMatchObject(changes);
      expect(shown).toMatchObject(record);
    });
  }

  if (requests.includes('delete')) {
    it('delete removes it from the list', async () => {
      const { id } = await created(resource);
      expect((await account.run(name, 'delete', String(id), '--yes')).code).toBe(0);
      expect(await numbers(name)).not.toContain(id);
    });
  }

  if (requests.includes('delete')) {
    it('delete without a terminal needs --yes', async () => {
      const { id } = await created(resource);
      expect((await account.run(name, 'delete', String(id))).code).toBe(2);
      expect(await numbers(name)).toContain(id);
    });
  }

  if (requests.includes('list')) {
    it('a number that no record has: exit 4', async () => {
      expect((await account.run(name, 'get', '999999')).code).toBe(4);
    });
  }
});
