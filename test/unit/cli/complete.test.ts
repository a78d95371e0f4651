import { describe, expect, it } from 'vitest';
import { completionLines } from '../../../src/cli/answer-completion.ts';
import type { Command, Flag } from '../../../src/cli/command.ts';
import { type Candidate, complete, type Surroundings } from '../../../src/cli/complete.ts';
import { RESOURCES } from '../../../src/resources/index.ts';
import { type Fields, string } from '../../../src/spec/field.ts';

const GLOBALS: readonly Flag[] = [
  { name: 'output', short: 'o', value: 'FORMAT', choices: ['table', 'json'], about: 'Format' },
  { name: 'profile', value: 'NAME', completes: 'profile', about: 'Profile' },
  { name: 'fields', value: 'A,B', completes: 'field', about: 'Fields' },
  { name: 'sort', value: 'A,-B', completes: 'order', about: 'Order' },
  { name: 'quiet', short: 'q', about: 'Quiet' },
];
const run = async () => ({ kind: 'nothing' as const });

const fieldsOf = (name: string) => RESOURCES.find((resource) => resource.name === name)?.fields ?? {};
const list = (fields: Fields): Command => ({ name: 'list', about: 'List', fields, run });

const root: Command = {
  name: 'dispatch',
  about: 'The program',
  commands: () => [
    {
      name: 'appointments',
      aliases: ['visits'],
      about: 'Visits',
      commands: () => [
        {
          ...list(fieldsOf('appointments')),
          flags: () => [
            { name: 'status', value: 'WORD', choices: ['draft', 'scheduled', 'started'], many: true, about: 'Status' },
            { name: 'kind', value: 'WORD', choices: ['one', 'other'], about: 'Kind' },
            { name: 'data', value: 'FILE', completes: 'file', about: 'Data' },
            { name: 'user-id', value: 'ID', of: 'users', many: true, about: 'Technician' },
            { name: 'from', value: 'TIME', completes: 'time', about: 'From' },
            { name: 'on', value: 'DAY', completes: 'day', about: 'Day' },
            { name: 'tz', value: 'ZONE', completes: 'zone', about: 'Zone' },
            { name: 'filter', value: 'NAME=VALUE', completes: 'filter', many: true, about: 'Filter' },
          ],
        },
        {
          name: 'get',
          about: 'Show',
          arguments: [{ name: 'ID', about: 'Number', many: true, of: 'appointments' }],
          run,
        },
      ],
    },
    { name: 'customers', about: 'Customers', commands: () => [list(fieldsOf('customers'))] },
    {
      name: 'jobs',
      about: 'Jobs',
      commands: () => [
        { name: 'contacts', about: 'Contacts', commands: () => [list({ relationship: string('What') })] },
      ],
    },
    {
      name: 'upload',
      about: 'Upload',
      arguments: [{ name: 'FILE', about: 'File', many: true, completes: 'file' }],
      run,
    },
    {
      name: 'completion',
      about: 'Script',
      arguments: [{ name: 'SHELL', about: 'Shell', choices: ['bash', 'zsh'] }],
      run,
    },
  ],
};
/** The account of the profile `work`; that of every other is empty. */
const ACCOUNT: Readonly<Record<string, readonly Candidate[]>> = {
  users: [
    { value: '456', about: 'Jim Tran' },
    { value: '457', about: 'Ada Byron' },
  ],
  appointments: [
    { value: '2', about: '' },
    { value: '55', about: '' },
  ],
};
const surroundings: Surroundings = {
  profiles: async () => ['home', 'work'],
  aliases: async () => ['today'],
  added: async () => [
    { value: 'today', about: 'appointments list --on today' },
    { value: 'report', about: '/usr/local/bin/dispatch-report' },
  ],
  records: async (resource, given) => (given.get('profile') === 'work' ? (ACCOUNT[resource] ?? []) : []),
};

/** The words of a line of which the last, after the last space, is being typed. */
async function values(line: string): Promise<string[] | 'files'> {
  const { candidates, files } = await complete(root, GLOBALS, line.split(' '), surroundings);
  return files ? 'files' : candidates.map(({ value }) => value);
}

describe('complete', () => {
  it.each<[line: string, expected: string[] | 'files']>([
    ['', ['appointments', 'customers', 'jobs', 'upload', 'completion', 'help', 'today', 'report']],
    ['rep', ['report']],
    ['app', ['appointments']],
    ['vis', ['visits']],
    ['visits ', ['list', 'get']],
    ['--output json app', ['appointments']],
    ['nonsense ', []],
    [
      'help ',
      ['appointments', 'customers', 'jobs', 'upload', 'completion', 'exit-codes', 'output', 'times', 'environment'],
    ],
    ['help appointments g', ['get']],
    ['help upload ', []],
    ['help exit-codes ', []],
    ['customers list --', ['--output', '--profile', '--fields', '--sort', '--quiet']],
    ['customers list -q -o json --profile=home --', ['--fields', '--sort']],
    ['appointments list --status draft --sta', ['--status']],
    ['appointments list --status sch', ['scheduled']],
    ['appointments list --status draft,s', ['draft,scheduled', 'draft,started']],
    ['appointments list --status started,', ['started,draft', 'started,scheduled']],
    ['appointments list --status=sch', ['--status=scheduled']],
    ['appointments list --status=draft,sch', ['--status=draft,scheduled']],
    ['appointments list --kind one,', []],
    ['appointments list --quiet=', []],
    ['appointments list --nonsense=', []],
    ['appointments list -o ', ['table', 'json']],
    ['appointments list --data ', 'files'],
    ['appointments list --data=x', 'files'],
    ['appointments list --fields id,sta', ['id,status']],
    ['customers list --fields home_address.c', ['home_address.city']],
    ['jobs contacts list --fields rel', ['relationship']],
    ['upload --fields ', []],
    ['appointments list --sort sta', ['status']],
    ['appointments list --sort -sta', ['-status']],
    ['appointments list --sort=-status,dur', ['--sort=-status,duration']],
    ['appointments list --sort -status,-sta', []],
    ['appointments list -- --sta', []],
    ['appointments list --user-id ', []],
    ['appointments list --profile work --user-id ', ['456', '457']],
    ['--profile=work appointments list --user-id=', ['--user-id=456', '--user-id=457']],
    ['appointments list --profile work --user-id 456,', ['456,457']],
    ['appointments get --profile work ', ['2', '55']],
    ['appointments get --profile work 2 5', ['55']],
    ['appointments get --profile work 2 ', ['55']],
    ['appointments list --from +', ['+30m', '+1h', '+2h']],
    ['appointments list --on t', ['today', 'tomorrow', 'tuesday', 'thursday']],
    ['appointments list --tz America/Chi', ['America/Chicago', 'America/Chihuahua']],
    ['appointments list --filter stat', ['status_eq=', 'status_in=']],
    ['appointments list --filter status_in=draft,st', ['status_in=draft,started']],
    ['appointments list --filter=status_eq=sch', ['--filter=status_eq=scheduled']],
    ['appointments list --filter user_id_null=', ['user_id_null=true', 'user_id_null=false']],
    ['appointments list --profile work --filter user_id_eq=456', ['user_id_eq=456']],
    ['appointments list --filter nonsense=', []],
    ['--profile w', ['work']],
    ['--profile=', ['--profile=home', '--profile=work']],
    ['upload ', 'files'],
    ['upload a.jpg ', 'files'],
    ['completion ', ['bash', 'zsh']],
    ['completion bash ', []],
  ])('%s', async (line, expected) => {
    expect(await values(line)).toEqual(expected);
  });

  it('reads profiles only where one is meant', async () => {
    const profiles = () => Promise.reject(new Error('the store is damaged'));
    expect((await complete(root, GLOBALS, ['app'], { ...surroundings, profiles })).candidates).toHaveLength(1);
  });
});

describe('completionLines', () => {
  const lines = (words: string[], profiles: () => Promise<string[]> = async () => []) =>
    completionLines(words, root, { ...surroundings, profiles });

  it('tells values with descriptions and whether a file is meant', async () => {
    expect(await lines(['app'])).toBe('appointments\tVisits\n:nofiles\n');
    expect(await lines(['appointments', 'list', '--kind', ''])).toBe('one\nother\n:nofiles\n');
    expect(await lines(['upload', ''])).toBe(':files\n');
  });

  it('takes a space for an empty word', async () => {
    expect(await lines(['completion', ' '])).toBe('bash\nzsh\n:nofiles\n');
  });

  it('is silent when something fails', async () => {
    expect(await lines(['--profile', ''], () => Promise.reject(new Error('the store is damaged')))).toBe(':nofiles\n');
  });

  it('keeps control characters away from the terminal', async () => {
    expect(await lines(['--profile', ''], async () => ['a\x1b[2J\nb'])).toBe('a [2J b\tprofile\n:nofiles\n');
  });
});
