/** The command `… watch` of a resource. What it does is loaded when it runs. */
import { filterFlags } from '../input/filter-flags.ts';
import { nouns, type Resource } from '../spec/resource.ts';
import type { Command, Flag } from './command.ts';

/** As it would be typed. */
export const USUAL_INTERVAL = '10s';

const WATCH_FLAGS: readonly Flag[] = [
  {
    name: 'interval',
    value: 'DURATION',
    default: USUAL_INTERVAL,
    about: 'Read again after this long',
    group: 'Watching',
  },
  {
    name: 'max-interval',
    value: 'DURATION',
    about: 'While nothing changes, wait up to this long; six times the interval if not given',
    group: 'Watching',
  },
  {
    name: 'since-file',
    value: 'FILE',
    completes: 'file',
    about: 'Go on from what this file says was seen last, and keep there what is seen now',
    group: 'Watching',
  },
  { name: 'once', about: 'Read once, tell what changed since the file was written, and end', group: 'Watching' },
  { name: 'count', value: 'N', about: 'End after reading N times', group: 'Watching' },
];

export const watchCommand = (resource: Resource): Command => ({
  name: 'watch',
  about: `Tell what changes among ${nouns(resource)}, as it happens`,
  notes: [
    'Prints a line for each change, or with -o ndjson or json an object on a line: {"at","event","id","before","after"}, where event is created, changed or deleted. The first reading is what all others are compared with.',
    'What stops matching the filters is looked up once more: it is told as changed, not as deleted. With --fields only changes in these fields count.',
    'A change that lasted longer than --max-interval is not missed. While the API fails or limits the rate it waits longer, and goes on; with --once or --count it ends. --timeout ends all of it, while a timeout of the profile holds for each request.',
  ],
  examples: resource.examples?.['watch'] ?? [`${resource.name} watch`],
  flags: () => [...filterFlags(resource).map((flag) => ({ ...flag, group: 'Filters' })), ...WATCH_FLAGS],
  fields: resource.fields,
  run: async (call) => (await import('./watch/run.ts')).watch(resource)(call),
});
