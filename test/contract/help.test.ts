/** Help for every command of the tree: examples first, then how it is called. */
import { describe, expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import { callables } from '../../src/generate/walk.ts';
import { main } from '../../src/main.ts';
import { RESOURCES } from '../../src/resources/index.ts';
import { memoryIo } from '../helpers/io.ts';

async function help(...words: string[]): Promise<string> {
  const io = memoryIo();
  expect(await main(words, io)).toBe(0);
  expect(io.err()).toBe('');
  return io.out();
}

const calls = callables(tree()).map(({ call }) => call);

describe('help', () => {
  it.each(calls)('%s --help begins with examples and says how it is called', async (call) => {
    const text = await help(...call.split(' ').slice(1), '--help');
    const [title, first = ''] = text.split('\n');
    expect(title).toBe('Examples');
    expect(first).toContain('dispatch ');
    expect(text).toContain(`\nUsage\n  ${call}`);
  });

  it.each(calls)('%s: the examples are calls of it', async (call) => {
    const text = await help(...call.split(' ').slice(1), '--help');
    const [examples = ''] = text.split('\n\nUsage\n');
    // A group that stands for its list, `jobs contacts`, shows the examples of the list.
    for (const example of examples.split('\n').slice(1)) expect(example).toContain(`${call} `.trimEnd());
  });

  it.each(RESOURCES.map(({ name }) => name))('dispatch %s --help names each of its verbs', async (name) => {
    const text = await help(name, '--help');
    const verbs = calls.flatMap((call) => (call.startsWith(`dispatch ${name} `) ? [call.split(' ')[2]] : []));
    expect(verbs.length).toBeGreaterThan(0);
    for (const verb of verbs) expect(text).toMatch(new RegExp(`^  ${verb} `, 'm'));
  });

  it.each(RESOURCES.map(({ name }) => name))('dispatch %s --help begins with examples of its verbs', async (name) => {
    const [title, first] = (await help(name, '--help')).split('\n');
    expect(title).toBe('Examples');
    expect(first).toContain(`dispatch ${name} `);
  });

  it('says where the numbers are that a command takes', async () => {
    const found =
      'Numbers to give: dispatch appointments list, dispatch users list; where completions are installed,\nTAB';
    const text = await help('appointments', 'update', '--help');
    expect(text.replaceAll(/\n/g, ' ')).toContain(found.replaceAll(/\n/g, ' '));
    expect(await help('doctor', '--help')).not.toContain('Numbers to give');
  });

  it('of the program says how to try it without an account', async () => {
    const text = await help();
    expect(text).toMatch(/^Examples\n {2}dispatch schedule --env emulator\n/);
    expect(text.replaceAll('\n', ' ')).toContain('To try it without an account, add --env emulator to any command');
  });

  it('gives the resources the verbs that the API documents', () => {
    const verbsOf = (name: string) =>
      [...new Set(calls.flatMap((call) => (call.startsWith(`dispatch ${name} `) ? [call.split(' ')[2]] : [])))].sort();
    const all = ['create', 'delete', 'get', 'list', 'update'];
    expect(verbsOf('appointments')).toEqual([...all, 'watch'].sort());
    for (const name of ['attachments', 'brands', 'customers', 'organizations']) {
      expect(verbsOf(name), name).toEqual(all);
    }
    expect(verbsOf('users')).toEqual([...all, 'restore'].sort());
    expect(verbsOf('jobs')).toEqual(
      [
        'accept',
        'contacts',
        'create',
        'create-with-relations',
        'get',
        'list',
        'reject',
        'suggest-times',
        'update',
        'watch',
      ].sort(),
    );
    expect(verbsOf('work-orders')).toEqual(['cancel', 'create', 'update']);
    expect(verbsOf('sources')).toEqual(['get', 'list']);
    expect(verbsOf('survey-responses')).toEqual(expect.arrayContaining(['list', 'watch']));
    expect(verbsOf('datafiles')).toEqual(['download', 'upload']);
  });
});
