/** The requests that the API documents, each with the command that sends it. */
import { datafiles } from '../resources/datafiles.ts';
import { RESOURCES } from '../resources/index.ts';
import type { RequestName, Resource } from '../spec/resource.ts';

export interface Endpoint {
  /** `GET /v3/appointments/:id` */
  readonly request: string;
  /** Words behind the program's name: `appointments get`. */
  readonly command: string;
}

/** How each shared request is sent: its method, and what follows the resource's path. */
const REQUEST_LINES: Readonly<Record<RequestName, readonly [method: string, behind: string]>> = {
  list: ['GET', ''],
  get: ['GET', '/:id'],
  create: ['POST', ''],
  update: ['PATCH', '/:id'],
  delete: ['DELETE', '/:id'],
};

/** The token endpoint (seed: Authentication), then those of each resource in their order. */
export function endpoints(): readonly Endpoint[] {
  return [
    { request: 'POST /v3/oauth/token', command: 'auth login' },
    { request: 'POST /v3/oauth/token', command: 'auth refresh' },
    ...RESOURCES.flatMap((resource) => (resource === datafiles ? FILE_ENDPOINTS : ofResource(resource))),
  ];
}

/** The two that are no ordinary requests (seed: Files and Photos). */
const FILE_ENDPOINTS: readonly Endpoint[] = [
  { request: `POST ${datafiles.path}`, command: `${datafiles.name} upload` },
  { request: `GET ${datafiles.path}/:uid`, command: `${datafiles.name} download` },
];

function ofResource({ name, path, requests, actions = {} }: Resource): Endpoint[] {
  const shared = requests.map((verb) => {
    const [method, behind] = REQUEST_LINES[verb];
    return { request: `${method} ${path}${behind}`, command: `${name} ${verb}` };
  });
  const own = Object.entries(actions).map(([verb, action]) => ({
    request: `${action.method} ${path}${action.path}`,
    command: `${name} ${verb}`,
  }));
  return [...shared, ...own];
}
