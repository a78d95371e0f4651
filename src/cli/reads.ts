/**
 * The verbs that read, each on any resource. A verb knows what is common to all: which request it is, and how the answer becomes records.
 * What differs stands in the resource's declaration.
 */
import { recordsOf } from '../api/answers.ts';
import { PAGE_LIMIT } from '../api/pages.ts';
import { UsageError } from '../errors.ts';
import { filterQuery } from '../input/filters.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import { nouns, type Resource } from '../spec/resource.ts';
import { forEach } from './bulk.ts';
import type { FlagValues, Verb } from './command.ts';
import { fetcher, isSearched, listOf, oneOf } from './fetch.ts';
import { joiner } from './join.ts';
import { firstPage, listPages } from './lists.ts';
import { idsOf, withLookups } from './lookups.ts';
import { plan } from './plan.ts';
import { fieldsWith, parseWith } from './relations.ts';
import { remembering } from './remember.ts';

export const list =
  (resource: Resource): Verb =>
  async ({ session, flags }) => {
    if (flags.has('all') && flags.has('limit')) throw new UsageError('--all and --limit contradict each other');
    const wanted = flags.has('all')
      ? Number.POSITIVE_INFINITY
      : parseCount(flags.get('limit'), '--limit', 1, PAGE_LIMIT);
    const extent = { wanted, offset: parseCount(flags.get('offset'), '--offset', 0, 0), strict: flags.has('strict') };
    const known = flags.with(await withLookups(session, resource.fields, flags.map));
    const request = { ...listOf(resource), query: await filterQuery(resource, known, await session.clock()) };
    if (session.dryRun) return plan(session, [firstPage(request, extent)]);
    return {
      kind: 'records',
      fields: resource.fields,
      nouns: nouns(resource),
      pages: remembering(
        session,
        resource,
        listPages(session, request, (body) => recordsOf(body, resource), extent),
      ),
    };
  };

export const get =
  (resource: Resource): Verb =>
  async ({ session, args, flags }) => {
    const ids = await idsOf(session, resource, args);
    const includes = includesIn(resource, flags);
    const relations = flags.has('with') ? parseWith(resource, flags.all('with').join()) : [];
    if (session.dryRun) {
      const all = firstPage(listOf(resource), { wanted: Number.POSITIVE_INFINITY, offset: 0 });
      return plan(session, isSearched(resource) ? [all] : ids.map((id) => oneOf(resource, id, includes)));
    }
    const fetch = await fetcher(session, resource, includes);
    const join = joiner(session, relations);
    const whole = async (id: number) => join(await fetch(id));
    return forEach(ids, resource, whole, fieldsWith(resource, relations));
  };

/** What a record is to bring along. @throws UsageError for what it cannot */
function includesIn({ includes = [] }: Resource, flags: FlagValues): string | undefined {
  const given = flags.get('include');
  const unknown = given?.split(',').find((name) => !includes.includes(name));
  if (unknown === undefined) return given;
  throw new UsageError(`--include: ${quote(unknown)} is nothing that can be brought along`, {
    hint: `There is ${includes.join(', ')}.`,
  });
}
