import { describe, expect, it } from 'vitest';
import { splitWords } from '../../../src/input/shell.ts';

describe('splitWords', () => {
  it.each<[line: string, words: string[]]>([
    ['appointments list --on today', ['appointments', 'list', '--on', 'today']],
    ["  jobs   create --title 'Leaking tap'  ", ['jobs', 'create', '--title', 'Leaking tap']],
    ['jobs list --query "[].title"', ['jobs', 'list', '--query', '[].title']],
    [`a"b c"'d e'f`, ['ab cd ef']],
    [String.raw`a\ b \"c\"`, ['a b', '"c"']],
    [String.raw`"say \"hi\" \n"`, [String.raw`say "hi" \n`]],
    [String.raw`'it\n'`, [String.raw`it\n`]],
    ["''", ['']],
    ['', []],
    ['$1 $(rm) `x` *', ['$1', '$(rm)', '`x`', '*']],
  ])('%s', (line, words) => expect(splitWords(line)).toEqual(words));

  it.each(["jobs 'list", 'jobs "list', 'jobs list\\'])('refuses %s', (line) => {
    expect(() => splitWords(line)).toThrow('quotes that are not closed');
  });
});
