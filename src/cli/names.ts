/**
 * Names beside numbers: what the records are called that a table names by their ids. Each is asked for once, of a cache
 * first; a small collection is read as one list. It is a help and no more: what cannot be had within a second stays a number.
 */
import { recordOf, recordsOf } from '../api/answers.ts';
import type { Api } from '../api/client.ts';
import { PAGE_LIMIT } from '../api/pages.ts';
import type { Query } from '../api/types.ts';
import { keepNames, readNames } from '../config/names-cache.ts';
import { DispatchError, NotFoundError } from '../errors.ts';
import type { Named, Names, Reference } from '../output/names.ts';
import { isObject } from '../output/paths.ts';
import { RESOURCES } from '../resources/index.ts';
import { filtersOf } from '../spec/filters.ts';
import type { JsonObject } from '../spec/json.ts';
import { isNamed, labelOf } from '../spec/label.ts';
import type { Resource } from '../spec/resource.ts';
import { isSearched, listOf, oneOf } from './fetch.ts';
import { knownIn, namesPlace } from './remember.ts';
import type { Session } from './session.ts';

/** Milliseconds that one command waits for names altogether. */
const PATIENCE = 1_000;
/** Seconds for which a kept name is believed. */
const MOST_AGE = 3_600;
/** Requests for single records at the same time, and in one command. */
const AT_ONCE = 8;
const MOST_SINGLE = 100;
/** From so many unknown names on, a list is cheaper. */
const LIST_WORTH = 3;

/** Names for a command's table. */
export const namesFor = (session: Session): Names => new LookedUpNames(session);

class LookedUpNames implements Names {
  private readonly known = new Map<string, Map<number, Named>>();
  /** Resources that gave an error: the next request would, too. */
  private readonly closed = new Set<string>();
  private patience = PATIENCE;
  private singles = MOST_SINGLE;

  constructor(private readonly session: Session) {}

  of(resource: string, id: number): Named | undefined {
    return this.known.get(resource)?.get(id);
  }

  async learn(references: readonly Reference[]): Promise<void> {
    const wanted = new Map<Resource, Reference[]>();
    for (const resource of RESOURCES.filter(({ fields }) => isNamed(fields))) {
      const own = references.filter((reference) => reference.resource === resource.name);
      if (own.length > 0) await this.open(resource);
      const missing = own.filter(({ id }) => this.of(resource.name, id) === undefined);
      if (missing.length > 0 && !this.closed.has(resource.name)) wanted.set(resource, missing);
    }
    if (wanted.size === 0 || this.patience <= 0) return;
    const started = performance.now();
    const over = AbortSignal.timeout(Math.ceil(this.patience));
    const signal = AbortSignal.any([this.session.signal, over]);
    const api = await this.session.sideApi();
    await Promise.all([...wanted].map(([resource, missing]) => this.ask(api, resource, missing, signal)));
    this.patience -= performance.now() - started;
  }

  /** Takes what is kept of a resource, once. */
  private async open(resource: Resource): Promise<void> {
    if (this.known.has(resource.name)) return;
    const { io } = this.session;
    const place = namesPlace(await this.session.settings(), io, resource);
    const youngest = io.now() / 1000 - MOST_AGE;
    const kept = place ? readNames(place).filter(({ at }) => at >= youngest) : [];
    this.known.set(resource.name, new Map(kept.map(({ id, label, zone }) => [id, { label, zone }])));
  }

  /** Asks for names until they are known, a request fails or time is over, and keeps them. */
  private async ask(api: Api, resource: Resource, missing: readonly Reference[], signal: AbortSignal): Promise<void> {
    const { name } = resource;
    const found: JsonObject[] = [];
    const take = (id: number, record: JsonObject | undefined) => {
      this.known.get(name)?.set(id, record ? namedBy(record) : {});
      if (record) found.push(record);
    };
    const ids = [...new Set(missing.map(({ id }) => id))];
    try {
      if (isSearched(resource) || (resource.few && ids.length >= LIST_WORTH)) {
        const query = [...ofOneOrganization(resource, missing), ['limit', String(PAGE_LIMIT)] as const];
        const { body } = await api.json({ ...listOf(resource), query }, { signal });
        for (const record of recordsOf(body, resource).records) {
          if (typeof record['id'] === 'number') take(record['id'], record);
        }
      }
      await atOnce(
        ids.filter((id) => this.of(name, id) === undefined),
        async (id) => take(id, await this.single(api, resource, id, signal)),
      );
    } catch (error) {
      // Whatever the reason, the table is what was asked for; only an interruption of the command ends it.
      this.session.signal.throwIfAborted();
      if (!(error instanceof DispatchError) && !signal.aborted) throw error;
      this.closed.add(name);
    } finally {
      await this.keep(resource, found);
    }
  }

  /** One record; undefined where there is none, or enough were asked for. */
  private async single(api: Api, resource: Resource, id: number, signal: AbortSignal): Promise<JsonObject | undefined> {
    if (isSearched(resource) || this.singles <= 0) return undefined;
    this.singles -= 1;
    try {
      return recordOf((await api.json(oneOf(resource, id), { signal })).body, resource);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  private async keep(resource: Resource, found: readonly JsonObject[]): Promise<void> {
    const { io } = this.session;
    const place = namesPlace(await this.session.settings(), io, resource);
    if (place && found.length > 0) keepNames(place, knownIn(found, resource, io.now()));
  }
}

function namedBy(record: JsonObject): Named {
  const address = record['address'];
  const zone = isObject(address) ? address['timezone'] : undefined;
  return { label: labelOf(record), zone: typeof zone === 'string' ? zone : undefined };
}

/** The filter for the organization that all these records belong to, where the API has one. */
function ofOneOrganization(resource: Resource, references: readonly Reference[]): Query {
  const filter = filtersOf(resource).find(({ name }) => name === 'organization_id_eq');
  const [only, ...others] = new Set(references.map(({ organization }) => organization));
  return filter && only !== undefined && others.length === 0 ? [[`filter[${filter.name}]`, String(only)]] : [];
}

/** Does the work for each, some of them at the same time; the first failure ends it. */
async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of waiting) {
      if (failed) return;
      await work(item).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
