/** The requests of every declared resource: which path and method lead to what. */
import { RESOURCES } from '../resources/index.ts';
import type { JsonObject } from '../spec/json.ts';
import { type Action, plural, type Resource, stamps, writeVerbOf } from '../spec/resource.ts';
import { BEHAVIOURS, type Behaviour, type Outcome } from './behaviour.ts';
import { type Answer, Refusal } from './http.ts';
import { conditionsOf, pageOf } from './query.ts';
import type { Records, Stored } from './records.ts';
import { type Exists, validated } from './validate.ts';

/** What a request brings, once it has been read. */
export interface Incoming {
  readonly query: URLSearchParams;
  /** Empty for requests without a body. */
  readonly body: JsonObject;
  /** The value of each `:name` of the path. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (incoming: Incoming) => Answer;
}

/** The routes of all resources; those with fewer `:names` come first, so that `/jobs/factory` is no job's number. */
export function resourceRoutes(records: Records, exists: Exists): Route[] {
  const routes = RESOURCES.flatMap((resource) => new Requests(resource, records, exists).routes());
  const names = ({ path }: Route) => path.split(':').length;
  return routes.sort((a, b) => names(a) - names(b));
}

const ACTIVE = { sql: "json_extract(body, '$.deactivated') IS NOT 1", values: [] };

/** The requests of one resource, as their handlers. */
class Requests {
  private readonly behaviour: Behaviour;

  constructor(
    private readonly resource: Resource,
    private readonly records: Records,
    private readonly exists: Exists,
  ) {
    this.behaviour = BEHAVIOURS[resource.name] ?? {};
  }

  routes(): Route[] {
    const { path, requests, actions = {} } = this.resource;
    const one = `${path}/:id`;
    const shared: Record<(typeof requests)[number], Route> = {
      list: { method: 'GET', path, handle: (incoming) => this.list(incoming) },
      get: { method: 'GET', path: one, handle: (incoming) => this.get(incoming) },
      create: { method: 'POST', path, handle: (incoming) => this.create(incoming) },
      update: { method: 'PATCH', path: one, handle: (incoming) => this.update(incoming) },
      delete: { method: 'DELETE', path: one, handle: (incoming) => this.delete(incoming) },
    };
    return [
      ...requests.map((name) => shared[name]),
      ...Object.entries(actions).map(([name, action]) => ({
        method: action.method,
        path: path + action.path,
        handle: (incoming: Incoming) => this.act(name, action, incoming),
      })),
    ];
  }

  private list({ query }: Incoming): Answer {
    const { limit, offset, shownLimit } = pageOf(query);
    const conditions = conditionsOf(this.resource, query);
    if (this.behaviour.deactivates) conditions.push(ACTIVE);
    const { records, total } = this.records.page(this.resource.name, conditions, limit, offset);
    const body = {
      [plural(this.resource)]: records.map((record) => this.shown(record)),
      ...(!this.behaviour.bareLists && { meta: { total, limit: shownLimit, offset } }),
    };
    return { status: 200, body };
  }

  private get({ params, query }: Incoming): Answer {
    return { status: 200, body: this.shown(this.named(params), query.get('include')?.split(',')) };
  }

  private create({ body }: Incoming): Answer {
    const sent = validated(this.resource.fields, body, 'create', this.exists);
    const existing = this.behaviour.existing?.(sent, this.records);
    return existing ? this.wrapped(200, existing) : this.wrapped(201, this.made(sent));
  }

  private update({ params, body }: Incoming): Answer {
    const before = this.writable(params);
    const changes = validated(this.resource.fields, body, 'update', this.exists);
    return this.wrapped(200, this.changed(before, changes));
  }

  private delete({ params }: Incoming): Answer {
    const before = this.writable(params);
    if (this.behaviour.deactivates) this.records.update(this.resource.name, before, { deactivated: true });
    else this.records.remove(this.resource.name, before.id);
    this.behaviour.follows?.({ before, records: this.records });
    return { status: 204 };
  }

  private act(name: string, action: Action, { params, body }: Incoming): Answer {
    const find = () => (action.method === 'GET' ? this.named(params) : this.writable(params));
    const record = params['id'] === undefined ? undefined : find();
    const { answers } = action;
    const many = answers?.many;
    if (action.method === 'GET' && many) return { status: 200, body: { [many]: record?.[many] ?? [] } };

    const sent = validated(action.body ?? {}, body, writeVerbOf(action), this.exists);
    const perform = this.behaviour.actions?.[name] ?? ((): Outcome => ({ values: sent }));
    const { values, answer } = perform({ ...(record && { record }), params, body: sent, records: this.records });
    const after = record ? this.changed(record, values) : this.made(values);
    if (many) return { status: 200, body: { [many]: after[many] ?? [] } };
    if (answers && answer) return { status: 200, body: { [answers.one]: answer } };
    return this.wrapped(record ? 200 : 201, after);
  }

  private made(sent: JsonObject): Stored {
    const { defaults, follows } = this.behaviour;
    const given = Object.entries(sent).filter(([, value]) => value !== null);
    const values = { ...defaults?.(sent, this.records), ...Object.fromEntries(given) };
    const after = this.records.insert(this.resource.name, this.kept(values));
    follows?.({ after, records: this.records });
    return after;
  }

  private changed(before: Stored, changes: JsonObject): Stored {
    const after = this.records.update(this.resource.name, before, this.kept(changes));
    this.behaviour.follows?.({ before, after, records: this.records });
    return after;
  }

  private named({ id }: Incoming['params']): Stored {
    const record = /^\d{1,15}$/.test(id ?? '') ? this.records.find(this.resource.name, Number(id)) : undefined;
    if (!record) throw new Refusal(404, 'Not found');
    return record;
  }

  private writable(params: Incoming['params']): Stored {
    const record = this.named(params);
    if (this.behaviour.readOnly?.(record)) throw new Refusal(403, 'Records of a third party are read-only');
    return record;
  }

  private wrapped(status: number, record: Stored): Answer {
    return { status, body: { [this.resource.singular]: this.shown(record) } };
  }

  /** The declared fields in their order, null without a value; those of `includes` only when asked for. */
  private shown(record: Stored, included: readonly string[] = []): JsonObject {
    const { fields, includes = [] } = this.resource;
    const { answersUnder, unanswered = [] } = this.behaviour;
    const hidden = [...unanswered, ...includes.filter((name) => !included.includes(name))];
    const names = Object.keys(fields).filter((name) => fields[name]?.kind !== 'secret' && !hidden.includes(name));
    const values = (some: readonly string[]) => Object.fromEntries(some.map((name) => [name, record[name] ?? null]));
    if (answersUnder === undefined) return values(names);
    const outside = ['id', ...Object.keys(stamps)];
    const inside = names.filter((name) => !outside.includes(name) && name !== answersUnder);
    return { ...values(outside), [answersUnder]: values(inside) };
  }

  /** What of a write is kept. Passwords are never answered, so the emulator forgets them. */
  private kept(values: JsonObject): JsonObject {
    const { fields } = this.resource;
    const arranged = this.behaviour.arranges?.(values, this.records) ?? values;
    return Object.fromEntries(Object.entries(arranged).filter(([name]) => fields[name]?.kind !== 'secret'));
  }
}

/** The route that a request leads to. @throws Refusal 404, or 405 with `Allow` when the path exists for other methods */
export function findRoute(routes: readonly Route[], method: string, path: string): [Route, Incoming['params']] {
  const matching = routes.flatMap((route) => {
    const params = match(route.path, path);
    return params ? [[route, params] as [Route, Incoming['params']]] : [];
  });
  const found = matching.find(([route]) => route.method === method);
  if (found) return found;
  if (matching.length === 0) throw new Refusal(404, 'Not found');
  const allow = [...new Set(matching.map(([route]) => route.method))].join(', ');
  throw new Refusal(405, 'Method not allowed', undefined, { allow });
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
