import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command.ts';
import { helpText } from '../../../src/cli/help.ts';

const run = async () => ({ kind: 'nothing' as const });
const list: Command = {
  name: 'list',
  about: 'List appointments',
  notes: ['Gives the first 100 records and says on standard error whether there are more.'],
  examples: ['appointments list --on today', 'cat ids | dispatch appointments list'],
  flags: () => [
    {
      name: 'status',
      value: 'WORD',
      choices: ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'],
      many: true,
      about: 'Where the visit stands',
      group: 'Filters',
    },
    { name: 'limit', short: 'l', value: 'N', about: 'Give at most N records; 100 if not given', env: 'LIMIT' },
  ],
  run,
};
const get: Command = {
  name: 'get',
  about: 'Show one appointment or several',
  arguments: [
    { name: 'ID', about: 'Number of the appointment' },
    { name: 'FORM', about: 'How', optional: true, many: true, choices: ['long', 'short'] },
  ],
  run,
};
const appointments: Command = {
  name: 'appointments',
  aliases: ['visits'],
  about: 'Scheduled times.',
  commands: () => [list, get],
};
const root: Command = {
  name: 'dispatch',
  about: 'Operate an account.',
  examples: ['auth login'],
  commands: () => [appointments, { name: 'auth', about: 'Log in and out', run }],
};
const plain = { columns: undefined, color: false };

describe('helpText', () => {
  it('shows examples, usage, meaning, then flags under their headings', () => {
    expect(helpText(['appointments', 'list'], list, root, plain)).toBe(`Examples
  dispatch appointments list --on today
  cat ids | dispatch appointments list

Usage
  dispatch appointments list [flags]

List appointments.

Gives the first 100 records and says on standard error whether there are more.

Filters
      --status WORD  Where the visit stands (draft, scheduled, enroute, started,
                     complete, canceled) (repeatable)

Flags
  -l, --limit N      Give at most N records; 100 if not given [LIMIT]

Flags of every command, such as --output and --profile: dispatch --help
`);
  });

  it('shows arguments and their choices', () => {
    expect(helpText(['appointments', 'get'], get, root, plain)).toBe(`Usage
  dispatch appointments get ID [FORM...] [flags]

Show one appointment or several.

Arguments
  ID         Number of the appointment
  [FORM...]  How (long, short)

Flags of every command, such as --output and --profile: dispatch --help
`);
  });

  it('shows the commands of a group and its other names', () => {
    expect(helpText(['appointments'], appointments, root, plain)).toBe(`Examples
  dispatch appointments list --on today

Usage
  dispatch appointments COMMAND

Scheduled times.

Also called visits.

Commands
  list  List appointments
  get   Show one appointment or several

More about a command: dispatch appointments COMMAND --help. Flags of every
command, such as --output and --profile: dispatch --help
`);
  });

  it('tells what holds everywhere in the help of the program itself', () => {
    const text = helpText([], root, root, plain);
    expect(text.startsWith('Examples\n  dispatch auth login\n\nUsage\n  dispatch COMMAND\n')).toBe(true);
    expect(text).toMatch(/\nResources\n {2}appointments +Scheduled times\n\nMore\n {2}auth +Log in and out\n/);
    expect(text).toMatch(/\n {2}-o, --output FORMAT +Output format \(table, json, ndjson, csv\)/);
    expect(text).toMatch(/\n {2}DISPATCH_TOKEN +a bearer token used as it is; no refresh\n/);
    expect(text).toMatch(/\n {2}4 +not found \(404\)\n/);
  });

  it('fits the terminal, and is never wider than 100 columns', () => {
    const widest = (columns: number | undefined) =>
      Math.max(
        ...helpText([], root, root, { columns, color: false })
          .split('\n')
          .map((line) => line.length),
      );
    expect(widest(60)).toBeLessThanOrEqual(60);
    expect(widest(undefined)).toBeLessThanOrEqual(80);
    expect(widest(300)).toBeLessThanOrEqual(100);
    expect(widest(300)).toBeGreaterThan(80);
  });

  it('makes headings bold only where colour is wanted', () => {
    expect(helpText(['appointments', 'get'], get, root, { ...plain, color: true })).toContain('\x1b[1mUsage\x1b[22m\n');
    expect(helpText([], root, root, plain)).not.toContain('\x1b');
  });
});
