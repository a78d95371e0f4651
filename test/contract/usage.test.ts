/** Wrong usage of any command ends with exit code 2, and nothing is sent. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import { callables } from '../../src/generate/walk.ts';
import { RESOURCES } from '../../src/resources/index.ts';
import { writeVerbOf } from '../../src/spec/resource.ts';
import { type Silence, startSilence } from '../helpers/silence.ts';
import { asFlags, type Known, requiredBody } from '../helpers/values.ts';

let program: Silence;
beforeAll(async () => {
  program = await startSilence();
});
afterEach(() => expect(program.requests()).toBe(0));
afterAll(() => program.close());

const known: Known = {
  ids: Object.fromEntries(RESOURCES.map(({ name }) => [name, 7])),
  uid: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062',
};

const commands = callables(tree()).map(({ call, command }) => [call, command] as const);

describe('wrong usage', () => {
  it.each(commands)('%s with an unknown flag', async (call) => {
    const { code, out, err } = await program.run(...call.split(' ').slice(1), '--no-such-flag');
    expect(err).toContain('--no-such-flag');
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  const needing = commands.filter(([, command]) => command.arguments?.some(({ optional }) => !optional));
  it.each(needing)('%s without its argument', async (call, command) => {
    const { code, err } = await program.run(...call.split(' ').slice(1));
    expect(err).toContain(command.arguments?.[0]?.name);
    expect(code).toBe(2);
  });

  const withValues = commands.flatMap(([call, command]) =>
    (command.flags?.() ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[call, name] as const])),
  );
  it.each(withValues)('%s with --%s and no value', async (call, name) => {
    const { code, err } = await program.run(...call.split(' ').slice(1), `--${name}`);
    expect(err).toContain(`--${name}`);
    expect(code).toBe(2);
  });

  it.each([
    ['a command that does not exist', 'nonsense', 'list'],
    ['a verb that does not exist', 'appointments', 'nonsense'],
    ['an argument that nothing takes', 'appointments', 'list', 'nonsense'],
  ])('%s', async (_, ...words) => {
    const { code, out, err } = await program.run(...words);
    expect(err).toMatch(/^Error: /);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('a required field that is missing', () => {
  /** Each command that has required fields, the ids it needs, and the fields. */
  const writes = RESOURCES.flatMap(({ name, requests, fields, actions = {} }) => [
    ...(requests.includes('create') ? [[`${name} create`, fields] as const] : []),
    ...Object.entries(actions).flatMap(([action, { path, body, ...rest }]) =>
      body && writeVerbOf({ path, body, ...rest }) === 'create'
        ? [[`${name} ${action}${path.includes(':id') ? ' 7' : ''}`, body] as const]
        : [],
    ),
  ]);
  const cases = writes.flatMap(([command, fields]) =>
    Object.entries(fields).flatMap(([name, field]) => {
      // The only value that there is need not be given.
      const isGiven = field.kind === 'enumeration' && field.values.length === 1;
      return field.create === 'required' && !isGiven ? [[command, name, fields] as const] : [];
    }),
  );

  it.each(cases)('%s without %s', async (command, name, fields) => {
    const { [name]: _, ...others } = requiredBody(fields, known);
    const { code, out, err } = await program.run(...command.split(' '), ...asFlags(others));
    expect(err).toContain(`--${name.replaceAll('_', '-')}`);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
