/** The command tree: what resources yield, and the commands beside them. */
import { filterFlags } from '../input/filter-flags.ts';
import { durationText } from '../output/times.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Field, Fields } from '../spec/field.ts';
import { externalIdFilter } from '../spec/filters.ts';
import { choicesOf, hintsOf, placeholder, sendable, type WriteVerb } from '../spec/flags.ts';
import { type Action, aOrAn, noun, nouns, type RequestName, type Resource, writeVerbOf } from '../spec/resource.ts';
import { aliasCommand } from './aliases.ts';
import { apiCommand } from './api.ts';
import { authCommand } from './auth.ts';
import type { Argument, Command, Flag } from './command.ts';
import { commandsCommand } from './commands.ts';
import { completionCommand } from './completion.ts';
import { fileCommands } from './datafiles.ts';
import { doctorCommand } from './doctor.ts';
import { emulatorCommand } from './emulator.ts';
import { extensionsCommand } from './extensions.ts';
import { fileFlag, PREVIEW, secretFlag, secrets, uploadable } from './input-flags.ts';
import { profilesCommand } from './profiles.ts';
import { fieldsWith, relationsOf } from './relations.ts';
import { scheduleCommand } from './schedule.ts';
import { TOPICS } from './topics.ts';
import { watchCommand } from './watch.ts';

/** The whole tree; nothing below a command is built before it is asked for. */
export function tree(): Command {
  return {
    name: 'dispatch',
    about: 'Operate an account of Dispatch, the field-service platform, from a terminal, a script or a cron job.',
    notes: [
      'To try it without an account, add --env emulator to any command, or set DISPATCH_ENV=emulator.',
      `More on ${TOPICS.map(({ name }) => name).join(', ')}: dispatch help TOPIC. To complete words and numbers with TAB: dispatch help completion.`,
    ],
    examples: [
      'schedule --env emulator',
      'auth login',
      'appointments list --on today --unassigned',
      "appointments update 2 --time 'tomorrow 9am' --user-id 789",
      'appointments list --all -o csv > appointments.csv',
    ],
    commands: () => [
      ...RESOURCES.map(resourceCommand),
      scheduleCommand,
      authCommand,
      profilesCommand,
      apiCommand,
      completionCommand,
      emulatorCommand,
      doctorCommand,
      aliasCommand,
      extensionsCommand,
      commandsCommand,
    ],
  };
}

/** The commands that no request of the shared kind yields, by resource: uploads and downloads of files. */
const BESIDE: Readonly<Record<string, readonly Command[]>> = { datafiles: fileCommands };

function resourceCommand(resource: Resource): Command {
  return {
    name: resource.name,
    ...(resource.aliases ? { aliases: resource.aliases } : {}),
    about: resource.about,
    commands: () => [
      ...verbsOf(resource).map((verb) => VERBS[verb](resource)),
      ...(resource.watched ? [watchCommand(resource)] : []),
      ...actionCommands(resource),
      ...(BESIDE[resource.name] ?? []),
    ],
  };
}

/** The verbs of a resource: its requests, and `get` by searching the list where the API gives no single record. */
function verbsOf({ requests }: Resource): readonly RequestName[] {
  return requests.includes('list') && !requests.includes('get')
    ? ['list', 'get', ...requests.filter((request) => request !== 'list')]
    : requests;
}

const VERBS: Readonly<Record<RequestName, (resource: Resource) => Command>> = {
  list: (resource) => ({
    name: 'list',
    about: `List ${nouns(resource)}`,
    ...examplesOf(resource, 'list'),
    flags: () => [...filterFlags(resource).map((flag) => ({ ...flag, group: 'Filters' })), ...LIST_FLAGS],
    fields: resource.fields,
    run: async (call) => (await import('./reads.ts')).list(resource)(call),
  }),
  get: (resource) => ({
    name: 'get',
    about: `Show one ${noun(resource)} or several`,
    ...examplesOf(resource, 'get'),
    arguments: [idsOf(resource)],
    flags: () => getFlags(resource),
    fields: fieldsWith(resource, relationsOf(resource)),
    run: async (call) => (await import('./reads.ts')).get(resource)(call),
  }),
  create: (resource) => ({
    name: 'create',
    about: `Create ${aOrAn(noun(resource))}`,
    ...examplesOf(resource, 'create'),
    flags: () => [...writeFlags(resource.fields, 'create'), PREVIEW],
    fields: resource.fields,
    run: async (call) => (await import('./writes.ts')).create(resource)(call),
  }),
  update: (resource) => ({
    name: 'update',
    about: `Change ${aOrAn(noun(resource))}`,
    ...((resource.consequences ?? []).some(({ on, counts }) => on === 'update' && counts)
      ? { notes: ['At a terminal it asks first where other records change too; --preview shows which.'] }
      : {}),
    ...examplesOf(resource, 'update'),
    arguments: [idOf(resource)],
    flags: () => [...writeFlags(resource.fields, 'update'), PREVIEW],
    fields: resource.fields,
    run: async (call) => (await import('./writes.ts')).update(resource)(call),
  }),
  delete: (resource) => ({
    name: 'delete',
    about: `Delete one ${noun(resource)} or several`,
    notes: [
      'Asks first at a terminal; elsewhere it needs --yes.',
      ...(resource.consequences ?? []).filter(({ on }) => on === 'delete').map(({ tells }) => tells),
    ],
    ...examplesOf(resource, 'delete'),
    arguments: [idsOf(resource)],
    flags: () => [PREVIEW],
    run: async (call) => (await import('./writes.ts')).remove(resource)(call),
  }),
};

function examplesOf({ name, examples }: Resource, verb: RequestName): Pick<Command, 'examples'> {
  const declared = examples?.[verb];
  if (declared) return { examples: declared };
  const plain: Partial<Record<RequestName, string>> = {
    list: `${name} list`,
    get: `${name} get 1`,
    delete: `${name} delete 1 --yes`,
  };
  return plain[verb] === undefined ? {} : { examples: [plain[verb]] };
}

const idOf = (resource: Resource): Argument => ({
  name: 'ID',
  about: `Number of the ${noun(resource)}${externalIdFilter(resource) ? ', or ext: with its external id behind' : ''}`,
  of: resource.name,
});
const idsOf = (resource: Resource): Argument => ({ ...idOf(resource), many: true });

const LIST_FLAGS: readonly Flag[] = [
  { name: 'limit', value: 'N', default: '100', about: 'Give at most N records', group: 'Extent' },
  { name: 'all', about: 'Give every record', group: 'Extent' },
  { name: 'offset', value: 'N', about: 'Leave out the first N', group: 'Extent' },
  { name: 'strict', about: 'Fail (exit 6) when the account changed while the list was read', group: 'Extent' },
];

/** `get` can bring along what the API leaves out, and what belongs to the record. */
function getFlags(resource: Resource): Flag[] {
  const { includes } = resource;
  const related = relationsOf(resource).map(({ name }) => name);
  const withFlag: Flag = {
    name: 'with',
    value: 'A,B',
    choices: related,
    many: true,
    about: 'Show what belongs to it, too',
  };
  const include = { name: 'include', value: 'A,B', about: 'Bring along what is left out by default' };
  return [...(includes ? [{ ...include, choices: includes }] : []), ...(related.length > 0 ? [withFlag] : [])];
}

/** Actions by name; those of two words are gathered under the first, which alone means its `list`. */
function actionCommands(resource: Resource): Command[] {
  const actions = Object.entries(resource.actions ?? {}).map(([name, action]) => actionCommand(resource, name, action));
  const single = actions.filter(({ name }) => !name.includes(' '));
  const groups = new Map<string, Command[]>();
  for (const { name, ...command } of actions.filter((action) => action.name.includes(' '))) {
    const [group = '', word = ''] = name.split(' ');
    groups.set(group, [...(groups.get(group) ?? []), { name: word, ...command }]);
  }
  const grouped = [...groups].map(([name, commands]): Command => {
    const list = commands.find((command) => command.name === 'list');
    return { ...(list ?? { about: '' }), name, commands: () => commands };
  });
  return [...single, ...grouped];
}

function actionCommand(resource: Resource, name: string, action: Action): Command {
  const { body } = action;
  const examples = resource.examples?.[name];
  return {
    name,
    about: action.about,
    notes: [
      ...(action.final ? ['Asks first at a terminal; elsewhere it needs --yes.'] : []),
      ...(resource.consequences ?? []).filter(({ on }) => on === name).map(({ tells }) => tells),
    ],
    ...(examples ? { examples } : {}),
    arguments: argumentsOf(resource, action),
    flags: () => [
      ...(body ? writeFlags(body, writeVerbOf(action)) : []),
      ...(action.method === 'GET' ? [] : [PREVIEW]),
    ],
    fields: action.answers?.fields ?? resource.fields,
    run: async (call) => (await import('./actions.ts')).act(resource, name, action)(call),
  };
}

/** The arguments that stand in an action's path: `:id`, `:contact_id`. */
const argumentsOf = (resource: Resource, { path }: Action): Argument[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) =>
    name === 'id'
      ? idOf(resource)
      : {
          name: String(name).toUpperCase(),
          about: `Number of the ${String(name).replace(/_id$/, '').replaceAll('_', ' ')}`,
        },
  );

/** What happens without the flag, where the API has something of its own for it. */
const usual = (field: Field, verb: WriteVerb): Pick<Flag, 'default'> =>
  verb === 'create' && field.kind === 'duration' && field.otherwise !== undefined
    ? { default: durationText(field.otherwise) }
    : {};

function writeFlags(declared: Fields, verb: WriteVerb): Flag[] {
  const uploads = uploadable(declared, verb).map(({ path }) => path);
  const fields = sendable(declared, verb).flatMap(({ path, flag, field }): Flag[] => {
    const choices = choicesOf(field);
    const required = verb === 'create' && field.create === 'required' && !path.includes('.');
    const clears = verb === 'update' && field.kind === 'id' ? '; none takes it away' : '';
    const about = required && choices?.length !== 1 ? `${field.about} (required)` : `${field.about}${clears}`;
    const own: Flag = {
      name: flag,
      value: placeholder(field),
      about,
      ...hintsOf(field),
      ...usual(field, verb),
      ...(choices ? { choices } : {}),
      ...(field.kind === 'array' ? { many: true } : {}),
    };
    return uploads.includes(path) ? [fileFlag(path, field), own] : [own];
  });
  const hidden = secrets(declared, verb).map(secretFlag);
  const data: Flag = {
    name: 'data',
    value: 'FILE|-|JSON',
    about: 'The whole body as JSON, from a file, standard input or the argument itself; flags win over it',
    completes: 'file',
  };
  return [...[...fields, ...hidden].map((flag) => ({ ...flag, group: 'Fields' })), data];
}
