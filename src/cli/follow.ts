/** What the documentation says will follow a write, with counts where a list can give them. */
import { recordsOf } from '../api/answers.ts';
import { RESOURCES } from '../resources/index.ts';
import type { JsonObject } from '../spec/json.ts';
import { type Consequence, noun, nouns, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

/** How many of the records it touches a consequence names, and for how many records they are counted. */
const NAMED = 10;

/** The sentences that apply to this write, in the order of the declaration. Reads a few records for each. */
export const follow = (
  session: Session,
  resource: Resource,
  on: string,
  id: number | undefined,
  body: JsonObject,
): Promise<string[]> =>
  Promise.all(applying(resource, on, body).map((consequence) => sentence(session, consequence, id, body)));

/** The same for several records: what touches others is counted for each, as far as that stays readable. */
export async function followEach(
  session: Session,
  resource: Resource,
  on: string,
  ids: readonly number[],
): Promise<string[]> {
  if (ids.length === 1) return follow(session, resource, on, ids[0], {});
  const each = (consequence: Consequence) =>
    ids.map(async (id) => `${noun(resource)} ${id}: ${await sentence(session, consequence, id, {})}`);
  const told = applying(resource, on, {}).map((consequence) =>
    consequence.counts && ids.length <= NAMED ? Promise.all(each(consequence)) : [consequence.tells],
  );
  return (await Promise.all(told)).flat();
}

/** The consequences that this write has. */
export const applying = (resource: Resource, on: string, body: JsonObject): Consequence[] =>
  (resource.consequences ?? []).filter((consequence) => applies(consequence, on, body));

const applies = ({ on, when = {}, given = {} }: Consequence, verb: string, body: JsonObject): boolean =>
  on === verb &&
  Object.entries(when).every(([field, value]) => body[field] === value) &&
  Object.entries(given).every(([field, isGiven]) => ((body[field] ?? null) !== null) === isGiven);

async function sentence(
  session: Session,
  consequence: Consequence,
  id: number | undefined,
  body: JsonObject,
): Promise<string> {
  const count = await counted(session, consequence, { ...body, id: id ?? null });
  return count === undefined ? consequence.tells : `${consequence.tells} (${count})`;
}

/** How many records it touches, and the first of them; undefined where what is sent does not say which. */
async function counted(session: Session, { counts }: Consequence, known: JsonObject): Promise<string | undefined> {
  const resource = RESOURCES.find(({ name }) => name === counts?.resource);
  if (!resource || !counts) return undefined;
  const filters = Object.entries(counts.filters).map(([filter, field]) => [filter, known[field] ?? null] as const);
  if (filters.some(([, value]) => value === null)) return undefined;
  const query = filters.map(([filter, value]) => [`filter[${filter}]`, String(value)] as const);
  const limit = ['limit', String(NAMED)] as const;
  const request = { method: 'GET', path: resource.path, query: [...query, limit] };
  const { total, records } = recordsOf((await (await session.api()).json(request)).body, resource);
  if (total === undefined) return undefined;
  const ids = records.slice(0, NAMED).map(({ id }) => String(id));
  const which = total === 0 ? '' : `: ${ids.join(', ')}${total > ids.length ? ', …' : ''}`;
  return `${total} ${total === 1 ? noun(resource) : nouns(resource)}${which}`;
}
