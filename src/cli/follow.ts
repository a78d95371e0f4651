/** What the documentation says will follow a write, with counts where a list can give them. */
import { recordsOf } from '../api/answers.ts';
import { RESOURCES } from '../resources/index.ts';
import type { JsonObject } from '../spec/json.ts';
import { type Consequence, noun, nouns, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

/** How many of the records it touches a consequence names. */
const NAMED = 10;

/** The sentences that apply to this write, in the order of the declaration. Reads a few records for each. */
export async function follow(
  session: Session,
  resource: Resource,
  on: string,
  id: number | undefined,
  body: JsonObject,
): Promise<string[]> {
  return Promise.all(
    applying(resource, on, body).map(async (consequence) => {
      const count = await counted(session, consequence, id, body);
      return count === undefined ? consequence.tells : `${consequence.tells} (${count})`;
    }),
  );
}

/** The consequences that this write has. */
export const applying = (resource: Resource, on: string, body: JsonObject): Consequence[] =>
  (resource.consequences ?? []).filter((consequence) => applies(consequence, on, body));

const applies = ({ on, when = {} }: Consequence, verb: string, body: JsonObject): boolean =>
  on === verb && Object.entries(when).every(([field, value]) => body[field] === value);

async function counted(
  session: Session,
  { counts }: Consequence,
  id: number | undefined,
  body: JsonObject,
): Promise<string | undefined> {
  const resource = RESOURCES.find(({ name }) => name === counts?.resource);
  const value = counts?.equals === undefined ? id : body[counts.equals];
  if (!resource || !counts || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  const query = [[`filter[${counts.filter}]`, String(value)] as const, ['limit', String(NAMED)] as const];
  const { body: answer } = await (await session.api()).json({ method: 'GET', path: resource.path, query });
  const { total, records } = recordsOf(answer, resource);
  if (total === undefined) return undefined;
  const ids = records.slice(0, NAMED).map(({ id }) => String(id));
  const which = total === 0 ? '' : `: ${ids.join(', ')}${total > ids.length ? ', …' : ''}`;
  return `${total} ${total === 1 ? noun(resource) : nouns(resource)}${which}`;
}
