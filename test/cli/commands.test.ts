/** The program explains itself: the command tree as data, and the topics of its help. */
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/server.ts';

interface Described {
  readonly program: string;
  readonly global_flags: readonly { readonly name: string; readonly default: string | null }[];
  readonly exit_codes: readonly { readonly code: string; readonly meaning: string }[];
  readonly commands: readonly {
    readonly command: string;
    readonly flags: readonly { readonly name: string }[];
    readonly arguments: readonly object[];
  }[];
}

describe('commands', () => {
  it('-o json gives the whole tree with types, choices, defaults and exit codes', async () => {
    const { code, out } = await run('commands -o json');
    expect(code).toBe(0);
    const tree = JSON.parse(out) as Described;
    expect(tree.program).toBe('dispatch');
    expect(tree.exit_codes).toContainEqual({ code: '4', meaning: 'not found (404)' });
    expect(tree.global_flags.find(({ name }) => name === 'retries')).toMatchObject({ type: 'number', default: '4' });
    const list = tree.commands.find(({ command }) => command === 'appointments list');
    const flag = (name: string) => list?.flags.find((each) => each.name === name);
    expect(flag('status')).toMatchObject({
      type: 'choice',
      choices: ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'],
      repeatable: true,
    });
    expect(flag('limit')).toMatchObject({ type: 'number', default: '100', repeatable: false });
    expect(flag('from')).toMatchObject({ type: 'time' });
    expect(flag('job-id')).toMatchObject({ type: 'id' });
    expect(flag('unassigned')).toMatchObject({ type: 'switch', value: null });
    const get = tree.commands.find(({ command }) => command === 'jobs get');
    expect(get?.arguments).toEqual([
      {
        name: 'ID',
        type: 'id',
        value: 'ID',
        about: 'Number of the job, or ext: with its external id behind',
        choices: null,
        default: null,
        repeatable: true,
        required: true,
      },
    ]);
    expect(tree.commands.map(({ command }) => command)).toContain('alias set');
  });

  it('as a table has a line for each command', async () => {
    const { out } = await run('commands');
    expect(out).toMatch(/^COMMAND +ABOUT\n/);
    expect(out).toMatch(/^jobs suggest-times +Suggest up to three times to the customer$/m);
  });

  it('gives records to --fields in other formats', async () => {
    const { out } = await run('commands -o csv --fields command,usage');
    expect(out).toContain('brands delete,dispatch brands delete ID... [flags]\n');
  });
});

describe('help', () => {
  it('has topics', async () => {
    const { code, out } = await run('help exit-codes');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}3 +not logged in, or not allowed \(401, 403\)$/m);
  });

  it('names them', async () => {
    expect((await run('--help')).out).toContain('exit-codes, output, times, environment: dispatch help TOPIC.');
  });

  it('takes no topic below a command', async () => {
    expect((await run('help jobs exit-codes')).code).toBe(2);
  });
});
