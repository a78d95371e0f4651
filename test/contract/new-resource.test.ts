/** A resource that is declared here and nowhere else: everything about it follows from the declaration. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { date, enumeration, id, number, string } from '../../src/spec/field.ts';
import { type Of, resource, stamps } from '../../src/spec/resource.ts';
import { type Account, startAccount } from '../helpers/account.ts';
import { memoryIo } from '../helpers/io.ts';
import { declare } from '../helpers/resources.ts';

/** Vans of the organizations, with five fields of their own. */
const vehicles = resource({
  name: 'vehicles',
  singular: 'vehicle',
  path: '/v3/vehicles',
  about: 'Vans that technicians drive.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  fields: {
    id: id('Number of the vehicle', { column: 1 }),
    plate: string('Licence plate', { create: 'required', update: true, filters: ['eq', 'contains'], column: 1 }),
    fuel: enumeration(['diesel', 'electric'], 'What it runs on', {
      create: 'required',
      update: true,
      filters: ['eq', 'in'],
      column: 2,
    }),
    user_id: id('Technician who drives it', { of: 'users', create: 'optional', update: true, filters: ['eq', 'null'] }),
    payload: number('Payload in tonnes', { create: 'optional', update: true, min: 0, column: 3 }),
    inspected: date('Day of the last inspection', { create: 'optional', update: true, column: 3 }),
    ...stamps,
  },
  examples: { create: ["vehicles create --plate 'IL 4711' --fuel electric"] },
});

type Vehicle = Of<typeof vehicles>;

declare(vehicles);

let account: Account;
beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());

async function words(...argv: string[]): Promise<string> {
  const io = memoryIo();
  expect(await main(argv, io)).toBe(0);
  return io.out();
}

describe('a new resource', () => {
  it('is in the help, with its verbs', async () => {
    expect(await words('--help')).toMatch(/^ {2}vehicles +Vans that technicians drive$/m);
    const help = await words('vehicles', '--help');
    for (const verb of ['list', 'get', 'create', 'update', 'delete']) {
      expect(help).toMatch(new RegExp(`^  ${verb} .*vehicle`, 'm'));
    }
  });

  it('has help for each verb, examples first', async () => {
    const help = await words('vehicles', 'create', '--help');
    expect(help).toMatch(/^Examples\n {2}dispatch vehicles create --plate 'IL 4711' --fuel electric\n/);
    expect(help).toMatch(/--plate TEXT +Licence plate \(required\)/);
    expect(help).toMatch(/--fuel WORD +What it runs on \(required\) \(diesel, electric\)/);
    expect(help).toMatch(/--user-id ID +Technician who drives it/);
    expect(await words('vehicles', 'list', '--help')).toMatch(/--unassigned/);
  });

  it('is completed: its name, its flags, its values, its fields', async () => {
    expect(await words('__complete', 'veh')).toBe('vehicles\tVans that technicians drive.\n:nofiles\n');
    expect(await words('__complete', 'vehicles', 'list', '--pla')).toContain('--plate\t');
    expect(await words('__complete', 'vehicles', 'create', '--fuel', '')).toBe('diesel\nelectric\n:nofiles\n');
    expect(await words('__complete', 'vehicles', 'list', '--fields', 'id,pay')).toContain('id,payload\t');
  });

  it('is created, shown, changed, filtered and deleted on the emulator', async () => {
    const made = await account.json<Vehicle>(
      'vehicles',
      'create',
      '--plate',
      'IL 4711',
      '--fuel',
      'electric',
      '--payload',
      '1.5',
    );
    expect(made).toMatchObject({
      id: 1,
      plate: 'IL 4711',
      fuel: 'electric',
      payload: 1.5,
      user_id: null,
      inspected: null,
    });
    await account.json('vehicles', 'create', '--plate', 'NY 815', '--fuel', 'diesel', '--user-id', '802');
    expect(await account.json('vehicles', 'get', '1')).toEqual(made);
    expect(await account.json('vehicles', 'update', '1', '--inspected', '2026-11-24')).toMatchObject({
      plate: 'IL 4711',
      inspected: '2026-11-24',
    });
    const plates = async (...flags: string[]) =>
      (await account.json<Vehicle[]>('vehicles', 'list', ...flags)).map(({ plate }) => plate);
    expect(await plates()).toEqual(['IL 4711', 'NY 815']);
    expect(await plates('--fuel', 'diesel')).toEqual(['NY 815']);
    expect(await plates('--fuel', 'diesel,electric')).toEqual(['IL 4711', 'NY 815']);
    expect(await plates('--unassigned')).toEqual(['IL 4711']);
    expect(await plates('--plate', 'NY 815')).toEqual(['NY 815']);
    expect((await account.run('vehicles', 'delete', '2', '--yes')).code).toBe(0);
    expect(await plates()).toEqual(['IL 4711']);
  });

  it('is shown as a table and as CSV', async () => {
    const fields = ['--fields', 'id,plate,fuel,payload,inspected'];
    const table = await account.run('vehicles', 'list', ...fields);
    expect(table.out).toBe('ID  PLATE    FUEL      PAYLOAD  INSPECTED\n 1  IL 4711  electric      1.5  2026-11-24\n');
    const csv = await account.run('vehicles', 'list', ...fields, '-o', 'csv');
    expect(csv.out).toBe('id,plate,fuel,payload,inspected\n1,IL 4711,electric,1.5,2026-11-24\n');
  });

  it('is checked before anything is sent, and by the emulator', async () => {
    const wrong = await account.run('vehicles', 'create', '--plate', 'IL 1', '--fuel', 'steam');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("--fuel: must be one of diesel, electric, not 'steam'");
    const missing = await account.run('vehicles', 'create', '--plate', 'IL 1');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('missing --fuel');
    const nobody = await account.run(
      'vehicles',
      'create',
      '--plate',
      'IL 1',
      '--fuel',
      'diesel',
      '--user-id',
      '999999',
    );
    expect(nobody.code).toBe(5);
    expect(nobody.err).toContain('user_id');
  });
});
