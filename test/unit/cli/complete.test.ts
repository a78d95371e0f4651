import { describe, expect, it } from 'vitest';
import type { Command, Flag } from '../../../src/cli/command.ts';
import { complete } from '../../../src/cli/complete.ts';
import { completionLines } from '../../../src/cli/completion.ts';

const GLOBALS: readonly Flag[] = [
  { name: 'output', short: 'o', value: 'FORMAT', choices: ['table', 'json'], about: 'Format' },
  { name: 'profile', value: 'NAME', completes: 'profile', about: 'Profile' },
  { name: 'fields', value: 'A,B', completes: 'field', about: 'Fields' },
  { name: 'quiet', short: 'q', about: 'Quiet' },
];
const run = async () => ({ kind: 'nothing' as const });

const plainList: Command = { name: 'list', about: 'List', run };

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
          name: 'list',
          about: 'List',
          run,
          flags: () => [
            { name: 'status', value: 'WORD', choices: ['draft', 'scheduled', 'started'], many: true, about: 'Status' },
            { name: 'kind', value: 'WORD', choices: ['one', 'other'], about: 'Kind' },
            { name: 'data', value: 'FILE', completes: 'file', about: 'Data' },
          ],
        },
        { name: 'get', about: 'Show', arguments: [{ name: 'ID', about: 'Number', many: true }], run },
      ],
    },
    { name: 'customers', about: 'Customers', commands: () => [plainList] },
    {
      name: 'jobs',
      about: 'Jobs',
      commands: () => [{ name: 'contacts', about: 'Contacts', commands: () => [plainList] }],
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
const surroundings = { profiles: async () => ['home', 'work'] };

/** The words of a line of which the last, after the last space, is being typed. */
async function values(line: string): Promise<string[] | 'files'> {
  const { candidates, files } = await complete(root, GLOBALS, line.split(' '), surroundings);
  return files ? 'files' : candidates.map(({ value }) => value);
}

describe('complete', () => {
  it.each<[line: string, expected: string[] | 'files']>([
    ['', ['appointments', 'customers', 'jobs', 'upload', 'completion', 'help']],
    ['app', ['appointments']],
    ['vis', ['visits']],
    ['visits ', ['list', 'get']],
    ['--output json app', ['appointments']],
    ['nonsense ', []],
    ['help ', ['appointments', 'customers', 'jobs', 'upload', 'completion']],
    ['help appointments g', ['get']],
    ['help upload ', []],
    ['appointments list --', ['--status', '--kind', '--data', '--output', '--profile', '--fields', '--quiet']],
    ['appointments list -q -o json --kind=one --', ['--status', '--data', '--profile', '--fields']],
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
    ['appointments list -- --sta', []],
    ['appointments get 1 ', []],
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
    expect((await complete(root, GLOBALS, ['app'], { profiles })).candidates).toHaveLength(1);
  });
});

describe('completionLines', () => {
  const lines = (words: string[], profiles: () => Promise<string[]> = async () => []) =>
    completionLines(words, root, { profiles });

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
