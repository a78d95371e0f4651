/** The requests that only one resource has (`jobs accept`), run from their declarations. */
import { type Page, recordOf, unwrapMany, unwrapOne } from '../api/answers.ts';
import type { JsonAnswer } from '../api/client.ts';
import type { ApiRequest } from '../api/types.ts';
import { NotFoundError } from '../errors.ts';
import { parseId } from '../input/ids.ts';
import type { Result } from '../output/result.ts';
import { type Action, noun, type Resource, writeVerbOf } from '../spec/resource.ts';
import { ask } from './ask.ts';
import { requestBody } from './body.ts';
import type { Call, Verb } from './command.ts';
import { follow } from './follow.ts';
import { idsOf } from './lookups.ts';
import { plan } from './plan.ts';
import { type Part, preview } from './preview.ts';
import type { Session } from './session.ts';

export const act =
  (resource: Resource, name: string, action: Action): Verb =>
  async ({ session, args, flags }: Call): Promise<Result> => {
    const [named, ...parts] = args;
    const ids = [
      ...(await idsOf(session, resource, named === undefined ? [] : [named])),
      ...parts.map((part) => parseId(part)),
    ];
    const [id] = ids;
    const { body } = action.body
      ? await requestBody(session, action.body, writeVerbOf(action), flags)
      : { body: undefined };
    const request: ApiRequest = {
      method: action.method,
      path: `${resource.path}${filled(action.path, ids)}`,
      // A body of which everything is optional and nothing was given is not sent at all.
      ...(body && Object.keys(body).length > 0 ? { body } : {}),
    };
    if (session.dryRun) return plan(session, [request]);
    if (flags.has('preview')) {
      const part = partOf(session, resource, action, ids);
      const would = `Would have ${action.done.charAt(0).toLowerCase()}${action.done.slice(1)}`;
      return preview(session, resource, { on: name, id, body: body ?? {}, would, ...(part ? { part } : {}) });
    }
    if (action.final) {
      await ask(session, `${sentence(name)} ${noun(resource)} ${id}?`, () =>
        follow(session, resource, name, id, body ?? {}),
      );
    }
    const answer = await (await session.api()).json(request);
    const result = resultOf(resource, action, answer);
    if (action.method !== 'GET')
      await session.tell(`${action.done} ${noun(resource)}${id === undefined ? '' : ` ${id}`}.`);
    return result;
  };

function filled(path: string, ids: readonly number[]): string {
  let next = 0;
  return path.replace(/:\w+/g, () => String(ids[next++]));
}

/** The object within a record that an action with two numbers changes, as the action that lists its kind shows it. */
function partOf(session: Session, resource: Resource, { answers }: Action, ids: readonly number[]): Part | undefined {
  const [, number] = ids;
  const kind = answers?.one;
  const list = Object.values(resource.actions ?? {}).find(
    (action) => action.method === 'GET' && action.answers?.many !== undefined && action.answers.one === kind,
  );
  const many = list?.answers?.many;
  if (number === undefined || !answers || !list || many === undefined) return undefined;
  return {
    fields: answers.fields,
    async read() {
      const api = await session.api();
      const { body } = await api.json({ method: 'GET', path: `${resource.path}${filled(list.path, ids)}` });
      const found = unwrapMany(body, many, many).records.find(({ id }) => id === number);
      if (!found) throw new NotFoundError(`there is no ${kind} ${number} of ${noun(resource)} ${ids[0]}`);
      return found;
    },
  };
}

/** The documentation shows no answers for actions: what comes is shown, an empty one is no error. */
function resultOf(resource: Resource, { answers }: Action, { body }: JsonAnswer): Result {
  if (body === undefined) return { kind: 'nothing' };
  if (!answers) return { kind: 'record', record: recordOf(body, resource), fields: resource.fields };
  const { one, many, fields } = answers;
  if (many === undefined) return { kind: 'record', record: unwrapOne(body, one, one), fields };
  return { kind: 'records', nouns: many, fields, pages: single(unwrapMany(body, many, many)) };
}

async function* single({ records }: Page) {
  yield records;
}

const sentence = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
