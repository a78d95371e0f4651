/** What other programs call commands and flags, and what is meant by it here: for those who try a word that they know. */
import { suggest } from '../spec/suggest.ts';

/** The first that there is, is meant. A meaning of several words begins with a command; one of dashes is a flag. */
type Meanings = Readonly<Record<string, readonly string[]>>;

const COMMANDS: Meanings = {
  ls: ['list'],
  find: ['list'],
  search: ['list'],
  show: ['get'],
  view: ['get', 'show'],
  get: ['show'],
  read: ['get', 'show'],
  new: ['create', 'set'],
  add: ['create', 'set'],
  create: ['set'],
  edit: ['update', 'set'],
  change: ['update', 'set'],
  set: ['update'],
  update: ['set'],
  rm: ['delete', 'remove'],
  del: ['delete', 'remove'],
  remove: ['delete'],
  delete: ['remove'],
  undelete: ['restore'],
  cancel: ['update'],
  assign: ['update'],
  move: ['update'],
  reschedule: ['update'],
  login: ['auth login'],
  logout: ['auth logout'],
  whoami: ['auth status'],
  status: ['auth status'],
  token: ['auth token'],
  config: ['profiles'],
  version: ['--version'],
  today: ['schedule'],
  calendar: ['schedule'],
  upload: ['datafiles upload'],
  download: ['datafiles download'],
  files: ['datafiles'],
  notes: ['attachments'],
  visits: ['appointments'],
  technicians: ['users'],
};

const FLAGS: Meanings = {
  json: ['output json'],
  csv: ['output csv'],
  format: ['output'],
  columns: ['fields'],
  'order-by': ['sort'],
  day: ['on'],
  date: ['on'],
  since: ['from'],
  to: ['until'],
  before: ['until'],
  technician: ['user-id'],
  'technician-id': ['user-id'],
  force: ['yes'],
  verbose: ['debug'],
};

/** The command that is meant by a word that is none, as it would be typed. @param names of the commands there are */
export const commandMeant = (word: string, names: readonly string[]): string | undefined =>
  synonym(COMMANDS, word.toLowerCase(), names) ?? suggest(word, names);

/** The flag that is meant by one that is none, both with dashes. @param names of the flags there are, without dashes */
export function flagMeant(flag: string, names: readonly string[]): string | undefined {
  const word = flag.replace(/^-+/, '');
  const meant = synonym(FLAGS, word.toLowerCase(), names) ?? suggest(word, names);
  return meant === undefined ? undefined : `--${meant}`;
}

function synonym(known: Meanings, word: string, names: readonly string[]): string | undefined {
  const meanings = Object.hasOwn(known, word) ? known[word] : undefined;
  return meanings?.find((meaning) => meaning.startsWith('--') || names.includes(meaning.split(' ', 1)[0] ?? ''));
}
