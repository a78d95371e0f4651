/** What the documentation says will follow a write, with counts where a list can give them. */
import { recordsOf } from '../api/answers.ts';
import { RESOURCES } from '../resources/index.ts';
import type { JsonObject } from '../spec/json.ts';
import { type Consequence, noun, nouns, type Resource } from '../spec/resource.ts';
import type { Session } from './session.ts';

/** The sentences that apply to this write, in the order of the declaration. Reads at most one record for each. */
export async function follow(
  session: Session,
  resource: Resource,
  on: string,
  id: number | undefined,
  body: JsonObject,
): Promise<string[]> {
  const applying = (resource.consequences ?? []).filter((consequence) => applies(consequence, on, body));
  return Promise.all(
    applying.map(async (consequence) => {
      const count = await counted(session, consequence, id, body);
      return count === undefined ? consequence.tells : `${consequence.tells} (${count})`;
    }),
  );
}

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
  const query = [[`filter[${counts.filter}]`, String(value)] as const, ['limit', '1'] as const];
  const { body: answer } = await (await session.api()).json({ method: 'GET', path: resource.path, query });
  const { total } = recordsOf(answer, resource);
  return total === undefined ? undefined : `${total} ${total === 1 ? noun(resource) : nouns(resource)}`;
}
