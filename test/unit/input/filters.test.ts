import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { filterFlags } from '../../../src/input/filter-flags.ts';
import { filterQuery } from '../../../src/input/filters.ts';
import { appointments } from '../../../src/resources/appointments.ts';
import { attachments } from '../../../src/resources/attachments.ts';
import { brands } from '../../../src/resources/brands.ts';
import * as f from '../../../src/spec/field.ts';
import { type Resource, resource } from '../../../src/spec/resource.ts';

const clock = { zone: 'America/Chicago', now: Date.parse('2026-11-24T14:30:15Z') };

/** Fields with the filters that the first resources do not have. */
const jobs = resource({
  name: 'jobs',
  singular: 'job',
  path: '/v3/jobs',
  about: 'Work.',
  requests: ['list'],
  fields: {
    status: f.enumeration(['offered', 'scheduled'], 'Where it stands', { filters: ['eq', 'in', 'not_eq'] }),
    brand_id: f.id('Brand', { of: 'brands', filters: ['null'] }),
    external_ids: f.array(f.string('Id'), 'Ids elsewhere', { filters: ['contains'] }),
    email: f.email('Mail', { filters: ['eq'] }),
    title: f.string('Title', { filters: ['eq'] }),
    roles: f.array(f.enumeration(['dispatcher', 'technician'], 'Role'), 'Roles'),
  },
  filters: { by_user_roles: { about: 'Role', like: 'roles', predicate: 'in', stem: 'role' } },
});

function given(flags: Record<string, string | string[]>) {
  const all = (name: string) => [flags[name] ?? []].flat();
  return { all, has: (name: string) => name in flags, get: (name: string) => all(name).at(-1) };
}
const query = (of: Resource, flags: Record<string, string | string[]>) => filterQuery(of, given(flags), clock);

describe('the filters of a list', () => {
  it.each<[string, Resource, Record<string, string | string[]>, [string, string][]]>([
    ['none', appointments, {}, []],
    [
      'seed: attachments on job #123',
      attachments,
      { 'entity-type': 'Job', 'entity-id': '123' },
      [
        ['filter[entity_type_eq]', 'Job'],
        ['filter[entity_id_eq]', '123'],
      ],
    ],
    ['one value', appointments, { 'job-id': '5' }, [['filter[job_id_eq]', '5']]],
    ['several with a comma', appointments, { 'job-id': '5,6' }, [['filter[job_id_in]', '5,6']]],
    [
      'several with spaces',
      appointments,
      { status: 'scheduled, enroute' },
      [['filter[status_in]', 'scheduled,enroute']],
    ],
    ['several times', appointments, { status: ['scheduled', 'enroute'] }, [['filter[status_in]', 'scheduled,enroute']]],
    ['status_eq', appointments, { status: 'draft' }, [['filter[status_eq]', 'draft']]],
    ['organization_id_eq', appointments, { 'organization-id': '3' }, [['filter[organization_id_eq]', '3']]],
    ['user_id_eq', appointments, { 'user-id': '456' }, [['filter[user_id_eq]', '456']]],
    ['user_id_in', appointments, { 'user-id': ['456', '7,8'] }, [['filter[user_id_in]', '456,7,8']]],
    ['user_id_null', appointments, { 'user-id': 'none' }, [['filter[user_id_null]', 'true']]],
    ['--unassigned', appointments, { unassigned: '' }, [['filter[user_id_null]', 'true']]],
    ['--unassigned twice', appointments, { unassigned: '', 'user-id': 'none' }, [['filter[user_id_null]', 'true']]],
    ['null alone', jobs, { 'brand-id': 'none' }, [['filter[brand_id_null]', 'true']]],
    ['not_eq', jobs, { 'not-status': 'offered' }, [['filter[status_not_eq]', 'offered']]],
    ['contains', jobs, { 'external-ids': 'A-7' }, [['filter[external_ids_contains]', 'A-7']]],
    ['a comma in text', jobs, { title: 'Roof, north' }, [['filter[title_eq]', 'Roof, north']]],
    ['a filter of its own', jobs, { role: 'technician' }, [['filter[by_user_roles]', 'technician']]],
    [
      'a filter of its own, several',
      jobs,
      { role: 'technician,dispatcher' },
      [['filter[by_user_roles]', 'technician,dispatcher']],
    ],
    ['time_gteq', appointments, { from: 'tomorrow 9am' }, [['filter[time_gteq]', '2026-11-25T15:00:00Z']]],
    ['time_lt', appointments, { until: '2026-11-25' }, [['filter[time_lt]', '2026-11-25T06:00:00Z']]],
    ['time_gt', appointments, { after: '2026-11-24T14:30:00Z' }, [['filter[time_gt]', '2026-11-24T14:30:00Z']]],
    ['time_lteq', appointments, { 'up-to': '+2h' }, [['filter[time_lteq]', '2026-11-24T16:30:15Z']]],
    [
      '--on',
      appointments,
      { on: 'today' },
      [
        ['filter[time_gteq]', '2026-11-24T06:00:00Z'],
        ['filter[time_lt]', '2026-11-25T06:00:00Z'],
      ],
    ],
    [
      '--on a day of 25 hours',
      appointments,
      { on: '2026-11-01' },
      [
        ['filter[time_gteq]', '2026-11-01T05:00:00Z'],
        ['filter[time_lt]', '2026-11-02T06:00:00Z'],
      ],
    ],
    [
      'as declared, not as typed',
      appointments,
      { 'job-id': '5', status: 'draft', until: 'today', from: 'yesterday' },
      [
        ['filter[time_gteq]', '2026-11-23T06:00:00Z'],
        ['filter[time_lt]', '2026-11-24T06:00:00Z'],
        ['filter[status_eq]', 'draft'],
        ['filter[job_id_eq]', '5'],
      ],
    ],
    [
      '--filter',
      brands,
      { filter: ['name_eq=A=B & C', 'x='] },
      [
        ['filter[name_eq]', 'A=B & C'],
        ['filter[x]', ''],
      ],
    ],
  ])('%s', async (_, of, flags, expected) => {
    expect(await query(of, flags)).toEqual(expected);
  });

  it.each<[string, Resource, Record<string, string | string[]>, string]>([
    ['--on with --from', appointments, { on: 'today', from: 'today' }, '--on and --from contradict each other'],
    ['--on with --up-to', appointments, { on: 'today', 'up-to': 'now' }, '--on and --up-to contradict each other'],
    [
      '--unassigned with a technician',
      appointments,
      { unassigned: '', 'user-id': '5' },
      "--unassigned and --user-id '5' contradict each other",
    ],
    [
      'none with others',
      appointments,
      { 'user-id': 'none,5' },
      '--user-id: the API cannot filter on none and on others at once',
    ],
    [
      'none where the API has it not',
      appointments,
      { 'organization-id': 'none' },
      '--organization-id: the API cannot filter on none here',
    ],
    [
      'none where a value is required',
      appointments,
      { 'job-id': 'none' },
      "--job-id: must be a positive whole number, not 'none'",
    ],
    [
      'several where the API takes one',
      appointments,
      { 'organization-id': '3,4' },
      "--organization-id takes one value here, not '3,4': the API cannot filter on several at once",
    ],
    [
      'repeated where the API takes one',
      appointments,
      { 'organization-id': ['3', '4'] },
      '--organization-id takes one value here: the API cannot filter on several at once',
    ],
    [
      'repeated --not',
      jobs,
      { 'not-status': ['offered', 'scheduled'] },
      '--not-status takes one value: the API cannot leave out several',
    ],
    ['a value where there is only none', jobs, { 'brand-id': '5' }, '--brand-id takes only none here'],
    [
      'a wrong status',
      appointments,
      { status: 'scheduled,gone' },
      "--status: must be one of draft, scheduled, enroute, started, complete, canceled, not 'gone'",
    ],
    ['an empty element', appointments, { 'job-id': '5,,6' }, "--job-id: must be a positive whole number, not ''"],
    [
      'a range that ends before it begins',
      appointments,
      { from: 'tomorrow 8am', until: '2026-11-24 17:00' },
      '--until is 2026-11-24 17:00-06:00, which is not after --from, 2026-11-25 08:00-06:00',
    ],
    [
      'a range that ends where it begins',
      appointments,
      { after: '2026-11-24T14:30:05Z', 'up-to': '2026-11-24T14:30:05Z' },
      '--up-to is 2026-11-24 08:30:05-06:00, which is not after --after, 2026-11-24 08:30:05-06:00',
    ],
    ['a wrong time', appointments, { from: 'then' }, "--from: 'then' is not a time"],
    ['a wrong day', appointments, { on: 'tomorrow 9am' }, "--on: 'tomorrow 9am' is not a day"],
    [
      'the same twice',
      appointments,
      { status: 'draft', filter: 'status_eq=draft' },
      'filter[status_eq] is given 2 times: the API takes one value for it',
    ],
    ['a name that is none', brands, { filter: 'a]=1&x[b=2' }, "--filter must be NAME=VALUE, not 'a]=1&x[b=2'"],
    ['no value', brands, { filter: 'name' }, "--filter must be NAME=VALUE, not 'name'"],
    [
      'a control character',
      brands,
      { filter: 'name=\r\nX: 1' },
      "--filter must be NAME=VALUE, not 'name=\\u{d}\\u{a}X: 1'",
    ],
  ])('%s is refused', async (_, of, flags, message) => {
    const building = query(of, flags);
    await expect(building).rejects.toBeInstanceOf(UsageError);
    await expect(building).rejects.toHaveProperty('message', message);
  });

  it('are told all at once when several are wrong', async () => {
    await expect(query(appointments, { from: 'then', status: 'gone', filter: '=' })).rejects.toHaveProperty('details', [
      "--from: 'then' is not a time",
      "--status: must be one of draft, scheduled, enroute, started, complete, canceled, not 'gone'",
      "--filter must be NAME=VALUE, not '='",
    ]);
  });
});

it('a range can be a single moment', async () => {
  const moment = '2026-11-24T14:30:00Z';
  expect(await query(appointments, { from: moment, 'up-to': moment })).toEqual([
    ['filter[time_gteq]', moment],
    ['filter[time_lteq]', moment],
  ]);
});

describe('the flags of a list', () => {
  const names = (of: Resource) => filterFlags(of).map(({ name }) => name);

  it('are those of the filters that the API has', () => {
    expect(names(appointments)).toEqual([
      'from',
      'until',
      'after',
      'up-to',
      'on',
      'status',
      'job-id',
      'user-id',
      'unassigned',
      'organization-id',
      'filter',
    ]);
    expect(names(attachments)).toEqual(['entity-type', 'entity-id', 'filter']);
    expect(names(brands)).toEqual(['filter']);
    expect(names(jobs)).toEqual([
      'status',
      'not-status',
      'brand-id',
      'external-ids',
      'email',
      'title',
      'role',
      'filter',
    ]);
  });

  it('are about one time only', async () => {
    const visits = resource({
      ...brands,
      fields: { due: f.time('Due', { filters: ['gteq'] }), done: f.time('Done', { filters: ['gteq'] }) },
    });
    expect(names(visits)).toEqual(['from', 'filter']);
    expect(await query(visits, { from: '2026-11-24' })).toEqual([['filter[due_gteq]', '2026-11-24T06:00:00Z']]);
  });

  it('say what they take', () => {
    const flags = new Map(filterFlags(appointments).map((flag) => [flag.name, flag]));
    expect(flags.get('status')).toEqual({
      name: 'status',
      value: 'WORD,…',
      about: 'Where the visit stands',
      choices: ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'],
      many: true,
    });
    expect(flags.get('user-id')).toEqual({
      name: 'user-id',
      of: 'users',
      value: 'ID,…',
      about: 'Technician it is assigned to, or none',
      many: true,
    });
    expect(flags.get('unassigned')).toEqual({ name: 'unassigned', about: 'The same as --user-id none' });
    expect(flags.get('on')).toEqual({
      name: 'on',
      value: 'DAY',
      completes: 'day',
      about: 'When the technician is due: that whole local day',
    });
  });
});
