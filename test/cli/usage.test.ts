/** contract: Exit code 2, wrong usage: what is wrong is named, what was meant is guessed, and nothing is sent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  expect(server.requests).toEqual([]);
  expect(server.tokenRequests).toEqual([]);
  await server.close();
});

describe('an unknown word', () => {
  it.each([
    ['appointmnets list', 'appointmnets', 'appointments'],
    ['appointments lst', 'lst', 'list'],
    ['appointments list --statsu draft', '--statsu', '--status'],
    ['appointments create --job-ib 1', '--job-ib', '--job-id'],
    ['appointments list --status scheduld', 'scheduld', 'scheduled'],
    ['jobs get 1 --outptu json', '--outptu', '--output'],
    ['jobs get 1 --with custmer', 'custmer', 'customer'],
    ['jobs get 1 --env sandbx', 'sandbx', 'sandbox'],
    ['appointments list --staus=draft', "'--staus'", '--status'],
    ['appointments ls', 'ls', 'did you mean list?'],
    ['jobs show 1', 'show', 'did you mean get?'],
    ['jobs view 1', 'view', 'did you mean get?'],
    ['customers rm 1', 'rm', 'did you mean delete?'],
    ['customers remove 1', 'remove', 'did you mean delete?'],
    ['profiles delete work', 'delete', 'did you mean remove?'],
    ['jobs edit 1', 'edit', 'did you mean update?'],
    ['jobs new', 'new', 'did you mean create?'],
    ['alias add x y', 'add', 'did you mean set?'],
    ['login', "'login'", 'did you mean auth login?'],
    ['logout', "'logout'", 'did you mean auth logout?'],
    ['version', "'version'", 'did you mean --version?'],
    ['list appointments --on today', "'list'", 'did you mean appointments list?'],
    ['get jobs 1', "'get'", 'did you mean jobs get?'],
    ['appointments list --technician 789', "'--technician'", 'did you mean --user-id?'],
    ['jobs list --json', "'--json'", 'did you mean --output json?'],
  ])('%s is answered with what was probably meant', async (words, wrong, meant) => {
    const { code, out, err } = await run(words, { server });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(wrong);
    expect(err.replaceAll(wrong, '')).toContain(meant);
  });

  it.each([
    'xyzzy',
    'jobs xyzzy',
    'jobs delete 1',
    'datafiles list',
    'sources create',
    'jobs list --xyzzy',
    'jobs -x',
    '--xyzzy',
  ])('%s is refused and points to the help', async (words) => {
    const { code, out, err } = await run(words, { server });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('--help');
  });
});

describe('arguments', () => {
  it.each([
    'jobs get',
    'appointments update --time now',
    'appointments delete --yes',
    'appointments update 1 2 --duration 1h',
    'jobs list 1',
    'jobs contacts update 1 --first-name Ada',
    'datafiles upload',
    'datafiles download',
    'appointments list --status',
    'jobs list --limit',
  ])('%s has too few or too many', async (words) => {
    expect((await run(words, { server })).code).toBe(2);
  });

  it.each(['0', '-1', '1.5', '1e3', 'abc', '../2', '1/accept', '1?x=1', '', '99999999999999999999', '٣'])(
    '%j is no id',
    async (id) => {
      expect((await run(['jobs', 'get', '--', id], { server })).code).toBe(2);
    },
  );

  it.each(['..', '.', 'a/b', 'a?b', 'a#b', '', 'a b'])('%j is no uid', async (uid) => {
    expect((await run(['datafiles', 'download', '--', uid], { server })).code).toBe(2);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['appointments create --status draft --job-id abc', '--job-id'],
    ['appointments create --job-id 1 --status done', '--status'],
    ['appointments create --job-id 1 --status draft --user-id 0', '--user-id'],
    ['appointments list --job-id 1,x', '--job-id'],
    ['appointments list --status draft,done', '--status'],
    ['appointments list --from never', '--from'],
    ['appointments list --user-id 1,none', '--user-id'],
    ['appointments list --unassigned --user-id 1', '--unassigned'],
    ['appointments list --organization-id 1,2', '--organization-id'],
    ['appointments list --filter nonsense', '--filter'],
    ['brands create --name New --email nobody', '--email'],
    ['brands create --name New --phone-number 555-1234', '--phone-number'],
    ['brands create --name New --logo-token ../x', '--logo-token'],
    ['customers update 7 --home-address {"city":1}', 'city'],
    ['customers update 7 --home-address not-json', '--home-address'],
    ['customers update 7 --home-address.city Boston', '--home-address.street-1'],
    ['customers update 7 --phone-numbers [{"numbr":"+15551234567"}]', 'did you mean number?'],
    ['jobs update 1 --service-fee -1', '--service-fee'],
    ['jobs update 1 --service-fee-precollected maybe', '--service-fee-precollected'],
    ['users create --organization-id 3 --first-name A --last-name B --roles boss', '--roles'],
    ['jobs list --retries many', '--retries'],
    ['jobs list --timeout soon', '--timeout'],
    ['jobs get 1 --profile ../x', '../x'],
  ])('%s: the flag is named', async (words, named) => {
    const { code, err } = await run(words, { server });
    expect(code).toBe(2);
    expect(err).toContain(named);
  });

  it.each([
    ['appointments update 9 --user-id Priya', 'users'],
    ['appointments list --job-id Tap', 'jobs'],
    ['jobs get Tap', 'jobs'],
  ])('%s: a name where a number is meant is told where the number is', async (words, resource) => {
    expect((await run(words, { server })).err).toContain(`\nFind the number with: dispatch ${resource} list\n`);
  });

  it('is told together with all others', async () => {
    const { err } = await run('appointments create --job-id x --status done --duration long', { server });
    for (const flag of ['--job-id', '--status', '--duration']) expect(err).toContain(flag);
  });
});

describe('what is missing', () => {
  it.each([
    ['appointments create', ['--job-id', '--status']],
    ['attachments create', ['--entity-id', '--description']],
    ['brands create', ['--name']],
    ['customers create', ['--organization-id', '--first-name']],
    [
      'jobs create',
      ['--title', '--status', '--customer-id', '--organization-id', '--address.street-1', '--address.city'],
    ],
    ['organizations create', ['--name', '--email']],
    ['users create', ['--organization-id', '--first-name', '--last-name', '--roles']],
    ['work-orders create', ['--title']],
  ])('by %s is named', async (words, flags) => {
    const { code, err } = await run(words, { server });
    expect(code).toBe(2);
    for (const flag of flags) expect(err).toContain(flag);
  });

  it('by an update is something to change', async () => {
    const { code, err } = await run('appointments update 2', { server });
    expect(code).toBe(2);
    expect(err).toContain('nothing to change');
  });
});

it('what cannot be changed has no flag on update', async () => {
  expect((await run('appointments update 2 --job-id 3', { server })).code).toBe(2);
  expect((await run('attachments update 1 --entity-id 3', { server })).code).toBe(2);
});

it('a secret cannot be given by a flag', async () => {
  for (const flag of ['--password', '--client-secret']) {
    const { code, out, err } = await run(['users', 'update', '1', flag, 'correct-horse'], { server });
    expect(code).toBe(2);
    expect(out + err).not.toContain('correct-horse');
    const joined = await run(['users', 'update', '1', `${flag}=correct-horse`], { server });
    expect(joined.code).toBe(2);
    expect(joined.out + joined.err).not.toContain('correct-horse');
  }
});

it.each(['appointments update 2 --duration 1h', 'appointments delete 2', 'jobs reject 1'])(
  '%s --dry-run --preview asks for two things at once',
  async (words) => {
    const { code, err } = await run(`${words} --dry-run --preview`, { server });
    expect(code).toBe(2);
    expect(err).toContain('--dry-run and --preview contradict each other');
    expect(err).toContain('--dry-run prints the request and sends nothing; --preview reads');
  },
);

describe('help and version', () => {
  it.each(['--help', '-h', 'help', 'jobs --help', 'help jobs', 'jobs', 'jobs list --help', 'help jobs contacts list'])(
    '%s goes to standard output and ends with 0',
    async (words) => {
      const { code, out, err } = await run(words, { server });
      expect(code).toBe(0);
      expect(out).toContain('Usage');
      expect(err).toBe('');
    },
  );

  it('help without a command is that of the program', async () => {
    const { code, out } = await run([], { server });
    expect(code).toBe(0);
    for (const name of ['appointments', 'attachments', 'brands', 'datafiles', 'auth', 'profiles', 'api', 'emulator']) {
      expect(out).toContain(`\n  ${name} `);
    }
  });

  it.each(['--version', '-V', 'jobs list --version'])('%s prints the version alone', async (words) => {
    expect(await run(words, { server })).toEqual({ code: 0, out: '0.0.0-test\n', err: '' });
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('completion %s prints a script', async (shell) => {
    const { code, out, err } = await run(`completion ${shell}`, { server });
    expect(code).toBe(0);
    expect(out).toContain('dispatch');
    expect(err).toBe('');
  });
});
