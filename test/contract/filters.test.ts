/** Filters as flags: every one that a resource declares, and every kind of field with every predicate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../src/resources/index.ts';
import * as kinds from '../../src/spec/field.ts';
import { type Field, PREDICATES, type Predicate } from '../../src/spec/field.ts';
import { filtersOf } from '../../src/spec/filters.ts';
import { resource } from '../../src/spec/resource.ts';
import { declare } from '../helpers/resources.ts';
import { type Silence, startSilence } from '../helpers/silence.ts';
import { asText, sampleOf } from '../helpers/values.ts';

let program: Silence;
beforeAll(async () => {
  program = await startSilence();
});
afterAll(() => program.close());

/** The parameters of the request that a list would send. */
async function parameters(...words: string[]): Promise<Record<string, string>> {
  const { code, out, err } = await program.run(...words, '--dry-run');
  expect(err).toBe('');
  expect(code).toBe(0);
  return Object.fromEntries(new URL((JSON.parse(out) as { url: string }).url).searchParams);
}

/** Predicates on times have flags of their own. */
const RANGES: Partial<Record<Predicate, string>> = { gteq: 'from', lt: 'until', gt: 'after', lteq: 'up-to' };

/** What is typed for a filter, and the value that must arrive. */
function typed(stem: string, predicate: Predicate, field: Field): { words: string[]; value: string } {
  const ids = Object.fromEntries(RESOURCES.map(({ name }) => [name, 7]));
  const one = asText(sampleOf(field.kind === 'array' ? field.item : field, { ids, uid: UID })).split('\n')[0] ?? '';
  const flag = stem.replaceAll('_', '-');
  if (predicate === 'in') return { words: [`--${flag}`, `${one},${one}`], value: `${one},${one}` };
  if (predicate === 'null') return { words: [`--${flag}`, 'none'], value: 'true' };
  if (predicate === 'not_eq') return { words: [`--not-${flag}`, one], value: one };
  if (predicate === 'eq' || predicate === 'contains') return { words: [`--${flag}`, one], value: one };
  const range = field.kind === 'time' ? RANGES[predicate] : undefined;
  return { words: range ? [`--${range}`, one] : ['--filter', `${stem}_${predicate}=${one}`], value: one };
}
const UID = 'fe9194b3-3cc2-4862-af52-d8b59f7dd062';

describe('declared filters', () => {
  const declared = RESOURCES.flatMap((each) =>
    filtersOf(each).map(({ name, stem, predicate, field }) => [each.name, name, stem, predicate, field] as const),
  );
  it.each(declared)('%s list can send filter[%s]', async (resourceName, name, stem, predicate, field) => {
    const { words, value } = typed(stem, predicate, field);
    expect(words[0]).not.toBe('--filter');
    expect(await parameters(resourceName, 'list', ...words)).toEqual({ [`filter[${name}]`]: value, limit: '100' });
  });

  /** In the order of the document's tables. */
  const DOCUMENTED: Readonly<Record<string, string>> = {
    appointments:
      'job_id_eq job_id_in organization_id_eq status_eq status_in time_gt time_gteq time_lt time_lteq user_id_eq user_id_in user_id_null',
    attachments: 'entity_type_eq entity_id_eq',
    brands: '',
    customers: 'email_eq external_id_contains organization_id_eq',
    jobs: 'brand_id_eq source_id_eq customer_id_eq customer_id_in external_ids_contains organization_id_eq organization_id_in status_eq status_in status_not_eq',
    organizations: 'external_ids_contains',
    sources: '',
    'survey-responses': 'job_id_eq',
    users: 'by_user_roles email_eq organization_id_eq',
  };
  it.each(Object.entries(DOCUMENTED))('of %s are those of the document: %s', (name, documented) => {
    const found = RESOURCES.find((each) => each.name === name);
    const names = found ? filtersOf(found).map((filter) => filter.name) : [];
    expect(names.sort()).toEqual(documented.split(' ').filter(Boolean).sort());
  });
});

describe('any kind of field with any predicate', () => {
  /** A resource for each kind of field, filtered by each predicate; `thing_eq` and so on. */
  const BUILDERS = {
    id: (traits: kinds.Traits) => kinds.id('A thing', traits),
    integer: (traits: kinds.Traits) => kinds.integer('A thing', traits),
    number: (traits: kinds.Traits) => kinds.number('A thing', traits),
    boolean: (traits: kinds.Traits) => kinds.boolean('A thing', traits),
    string: (traits: kinds.Traits) => kinds.string('A thing', traits),
    text: (traits: kinds.Traits) => kinds.text('A thing', traits),
    time: (traits: kinds.Traits) => kinds.time('A thing', traits),
    duration: (traits: kinds.Traits) => kinds.duration('A thing', traits),
    email: (traits: kinds.Traits) => kinds.email('A thing', traits),
    phone: (traits: kinds.Traits) => kinds.phone('A thing', traits),
    zone: (traits: kinds.Traits) => kinds.zone('A thing', traits),
    date: (traits: kinds.Traits) => kinds.date('A thing', traits),
    file: (traits: kinds.Traits) => kinds.file('A thing', traits),
    enumeration: (traits: kinds.Traits) => kinds.enumeration(['small', 'large'], 'A thing', traits),
    array: (traits: kinds.Traits) => kinds.array(kinds.string('A word'), 'A thing', traits),
  } as const;
  const things = Object.entries(BUILDERS).map(([kind, build]) => {
    const field: Field = build({ filters: PREDICATES });
    return resource({
      name: `${kind}-things`,
      singular: `${kind}_thing`,
      path: `/v3/${kind}_things`,
      about: 'Things.',
      requests: ['list'],
      fields: { id: kinds.id('Number of the thing'), thing: field },
    });
  });
  declare(...things);

  const cases = things.flatMap((each) => PREDICATES.map((predicate) => [each.name, predicate, each] as const));
  it.each(cases)('%s: %s', async (name, predicate, { fields }) => {
    const { words, value } = typed('thing', predicate, fields.thing);
    const sent = { [`filter[thing_${predicate}]`]: value, limit: '100' };
    // Of a field that has both, one value is sent as eq.
    if (predicate === 'contains')
      return expect(await parameters(name, 'list', ...words)).toHaveProperty(['filter[thing_eq]']);
    expect(await parameters(name, 'list', ...words)).toEqual(sent);
  });
});
