/** Completions of the built program, in the real shells. */
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-completion-'));
const env = {
  PATH: [folder, dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: folder,
  DISPATCH_CONFIG_DIR: join(folder, 'config'),
  TERM: 'dumb',
  LC_ALL: 'C.UTF-8',
};

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { env, cwd: folder, timeout: 120_000 });
  return stdout;
}
const dispatch = (...args: string[]) => output('dispatch', args);
const linesOf = (text: string) => text.split('\n').filter(Boolean);

beforeAll(async () => {
  symlinkSync(join(project, 'bin/dispatch.js'), join(folder, 'dispatch'));
  writeFileSync(join(folder, 'before.jpg'), '');
  writeFileSync(join(folder, 'before the job.jpg'), '');
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    writeFileSync(join(folder, `script.${shell}`), await dispatch('completion', shell));
  }
  // What a list has shown can be completed.
  await dispatch('users', 'list', '--env', 'emulator');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the tests where the shell is there; in CI its absence is a failure. */
function inShell(shell: string, tests: () => void): void {
  const missing = spawnSync(shell, ['--version']).error !== undefined;
  const skipped = missing && process.env['CI'] !== 'true';
  describe.skipIf(skipped)(skipped ? `${shell} (skipped: it is not installed)` : shell, tests);
}

describe('the protocol', () => {
  it('answers a candidate a line and says whether a file is meant', async () => {
    expect(await dispatch('__complete', 'appointments', 'list', '--status', 'sch')).toBe('scheduled\n:nofiles\n');
    expect(await dispatch('__complete', 'datafiles', 'upload', '')).toBe(':files\n');
    expect(await dispatch('__complete', 'appo')).toMatch(/^appointments\t.+\n:nofiles\n$/);
    expect(await dispatch('__complete', '--env', 'emulator', 'users', 'get', '45')).toBe(
      '451\tDana Whitfield\n456\tMarcus Bell\n:nofiles\n',
    );
  });
});

inShell('bash', () => {
  /** COMP_TYPE, which says what TAB does with the candidates. */
  const LISTING = 9;
  const INSERTING_ALL = 42;
  let type = INSERTING_ALL;
  afterEach(() => {
    type = INSERTING_ALL;
  });

  /**
   * Calls the completion function as bash does.
   * @param words as bash splits them, at = and : too; the last is at the cursor
   */
  async function complete(line: string, ...words: string[]): Promise<string[]> {
    const script = `
      source script.bash
      COMP_LINE=$1 COMP_POINT=\${#1} COMP_TYPE=${type}; shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _dispatch dispatch "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    return linesOf(await output('bash', ['--norc', '--noprofile', '-c', script, 'bash', line, ...words]));
  }

  it('completes commands, flags and values', async () => {
    expect(await complete('dispatch appo', 'dispatch', 'appo')).toEqual(['appointments']);
    const words = ['dispatch', 'appointments', 'list'];
    expect(await complete('dispatch appointments list --stat', ...words, '--stat')).toEqual(['--status']);
    expect(await complete('dispatch appointments list --status sch', ...words, '--status', 'sch')).toEqual([
      'scheduled',
    ]);
    expect(await complete('dispatch appointments list --status ', ...words, '--status', '')).toContain('enroute');
  });

  it('completes the piece behind = and the last item of a list', async () => {
    const words = ['dispatch', 'appointments', 'list', '--status'];
    expect(await complete('dispatch appointments list --status=sch', ...words, '=', 'sch')).toEqual(['scheduled']);
    expect(await complete('dispatch appointments list --status=', ...words, '=')).toContain('scheduled');
    expect(await complete('dispatch appointments list --status draft,sch', ...words, 'draft,sch')).toEqual([
      'draft,scheduled',
    ]);
  });

  it('completes ids, with names where several are listed', async () => {
    const words = ['dispatch', '--env', 'emulator', 'appointments', 'list', '--user-id'];
    const line = words.join(' ');
    expect(await complete(`${line} 45`, ...words, '45')).toEqual(['451', '456']);
    expect(await complete(`${line}=456,45`, ...words, '=', '456,45')).toEqual(['456,451']);
    type = LISTING;
    expect(await complete(`${line} 45`, ...words, '45')).toEqual(['451  Dana Whitfield', '456  Marcus Bell']);
    expect(await complete(`${line} 456`, ...words, '456')).toEqual(['456']);
  });

  it('completes filters without a space behind them', async () => {
    const words = ['dispatch', 'appointments', 'list', '--filter'];
    const line = words.join(' ');
    expect(await complete(`${line} status_`, ...words, 'status_')).toEqual(['status_eq=', 'status_in=']);
    expect(await complete(`${line} status_in=draft,sch`, ...words, 'status_in', '=', 'draft,sch')).toEqual([
      'draft,scheduled',
    ]);
  });

  it('completes file names where a file is meant, and only there', async () => {
    const names = ['before the job.jpg', 'before.jpg'];
    expect((await complete('dispatch datafiles upload bef', 'dispatch', 'datafiles', 'upload', 'bef')).sort()).toEqual(
      names,
    );
    const data = await complete(
      'dispatch brands create --data=bef',
      'dispatch',
      'brands',
      'create',
      '--data',
      '=',
      'bef',
    );
    expect(data.sort()).toEqual(names);
    expect(await complete('dispatch appointments get bef', 'dispatch', 'appointments', 'get', 'bef')).toEqual([]);
  });

  it('runs nothing of what is typed', async () => {
    const typed = '$(touch owned)';
    expect(await complete(`dispatch ${typed} app`, 'dispatch', typed, 'app')).toEqual([]);
    expect(() => readFileSync(join(folder, 'owned'))).toThrow('ENOENT');
  });
});

inShell('zsh', () => {
  /** Types lines and a TAB at an interactive zsh in which `setup` has run, and gives what they have become. */
  async function typed(setup: string, ...lines: string[]): Promise<string[]> {
    const script = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; ${setup}; show() { print -r -- \\"LINE<\\$BUFFER>\\"; BUFFER= }; zle -N show; bindkey '^X' show"
      for line; do
        zpty -w -n shell "$line"$'\\t\\x18'
        zpty -r shell answer '*LINE<dispatch*>*'
        print -r -- $answer
      done`;
    const screen = await output('zsh', ['-f', '-c', script, 'zsh', ...lines]);
    return [...screen.matchAll(/LINE<(dispatch.*)>/g)].map(([, line]) => String(line));
  }

  it('completes commands, flags, values and file names', async () => {
    const completed = await typed(
      'autoload -Uz compinit; compinit -u -D; source ./script.zsh',
      'dispatch appo',
      'dispatch appointments list --stat',
      'dispatch appointments list --status sch',
      'dispatch appointments list --status=draft,sch',
      'dispatch --env emulator appointments list --user-id 456,78',
      'dispatch appointments list --filter status_e',
      'dispatch appointments list --filter status_eq=sch',
      'dispatch appointments create --time +2',
      'dispatch appointments list --sort -id,-stat',
      'dispatch datafiles upload before.',
      'dispatch brands create --data=before.',
    );
    expect(completed).toEqual([
      'dispatch appointments ',
      'dispatch appointments list --status ',
      'dispatch appointments list --status scheduled ',
      'dispatch appointments list --status=draft,scheduled ',
      'dispatch --env emulator appointments list --user-id 456,789 ',
      'dispatch appointments list --filter status_eq=',
      'dispatch appointments list --filter status_eq=scheduled ',
      'dispatch appointments create --time +2h ',
      'dispatch appointments list --sort -id,-status ',
      'dispatch datafiles upload before.jpg ',
      'dispatch brands create --data=before.jpg ',
    ]);
  });

  it('types at a bash that lists ids with names', async () => {
    const script = `
      zmodload zsh/zpty
      zpty shell bash --norc --noprofile -i
      zpty -w shell "PS1=; source script.bash; echo REA''DY"
      zpty -r shell answer '*READY*'
      zpty -w -n shell 'dispatch --env emulator users get 45'$'\t\t'
      zpty -r shell answer '*Whitfield*Bell*'
      print -r -- $answer`;
    expect(await output('zsh', ['-f', '-c', script])).toMatch(/451 {2}Dana Whitfield\s+456 {2}Marcus Bell/);
  });

  it('works from a folder of functions', async () => {
    mkdirSync(join(folder, 'functions'));
    copyFileSync(join(folder, 'script.zsh'), join(folder, 'functions', '_dispatch'));
    const setup = 'fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -D';
    expect(await typed(setup, 'dispatch appointments list --status sch')).toEqual([
      'dispatch appointments list --status scheduled ',
    ]);
  });
});

inShell('fish', () => {
  const complete = async (line: string) =>
    linesOf(await output('fish', ['--no-config', '-c', 'source script.fish; complete -C $argv[1]', line]));

  it('completes commands, flags, values and file names', async () => {
    expect(await complete('dispatch appo')).toEqual([expect.stringMatching(/^appointments\t/)]);
    expect(await complete('dispatch appointments list --stat')).toEqual([expect.stringMatching(/^--status\t/)]);
    expect(await complete('dispatch appointments list --status sch')).toEqual(['scheduled']);
    expect(await complete('dispatch appointments list --status=draft,sch')).toEqual(['--status=draft,scheduled']);
    expect(await complete('dispatch --env emulator appointments list --user-id 45')).toEqual([
      '451\tDana Whitfield',
      '456\tMarcus Bell',
    ]);
    expect(await complete('dispatch appointments list --filter status_e')).toEqual([
      expect.stringMatching(/^status_eq=\t/),
    ]);
    expect(await complete('dispatch appointments create --time tom')).toEqual([
      'tomorrow 9am\tat nine in the morning',
      'tomorrow\tthe start of tomorrow',
    ]);
    expect(await complete(String.raw`dispatch appointments create --time tomorrow\ 9`)).toEqual([
      'tomorrow 9am\tat nine in the morning',
    ]);
    expect(await complete("dispatch appointments create --time 'tomorrow 9")).toEqual([
      'tomorrow 9am\tat nine in the morning',
    ]);
    expect(await complete(String.raw`dispatch datafiles upload before\ the`)).toEqual(['before the job.jpg']);
    expect(await complete('dispatch datafiles upload bef')).toEqual(['before the job.jpg', 'before.jpg']);
    expect(await complete('dispatch brands create --data=before.')).toEqual(['--data=before.jpg']);
    expect(await complete('dispatch appointments get bef')).toEqual([]);
  });
});

describe('powershell', () => {
  it('registers a native completer that asks the program', () => {
    const script = readFileSync(join(folder, 'script.powershell'), 'utf8');
    expect(script).toContain("Register-ArgumentCompleter -Native -CommandName 'dispatch'");
    expect(script).toContain('dispatch __complete');
    const count = (character: string) => script.split(character).length;
    expect([count('{'), count('('), count('[')]).toEqual([count('}'), count(')'), count(']')]);
  });
});
