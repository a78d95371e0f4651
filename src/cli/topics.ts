/** `dispatch help TOPIC`: what holds for all commands, from where the program itself has it. */
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import { FORMATS, type Format } from '../output/result.ts';
import type { Flag } from './command.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { flagRows, type HelpOptions, pageWidth } from './help.ts';
import { indentOf, laidOut, type Row, type Section, wrap } from './layout.ts';

export interface Topic {
  readonly name: string;
  readonly about: string;
  readonly sections: () => readonly Section[];
  /** Paragraphs below the sections. */
  readonly notes: readonly string[];
}

const globalFlags = (names: readonly string[]): readonly Row[] =>
  flagRows(names.flatMap((name): Flag[] => GLOBAL_FLAGS.filter((flag) => flag.name === name)));

const OUTPUT_FLAGS: readonly string[] = [
  ...['output', 'fields', 'sort', 'query', 'names', 'no-names', 'csv-raw'],
  ...['no-pager', 'plain', 'no-color', 'quiet'],
];

const FORMAT_ABOUT: Readonly<Record<Format, string>> = {
  table: 'For people: local times, columns that fit the terminal; the full width and no colour in a pipe',
  json: 'An array for a list, an object for one record, with the API’s fields and values as they are',
  ndjson: 'One record a line, written as it arrives; for large lists and for jq',
  csv: 'A header, nested values as columns (address.city), arrays as JSON; formulas made harmless for spreadsheets',
};

/** Times that can be typed; each is tried by a test. */
export const TIME_FORMS: readonly Row[] = [
  ['2026-11-24T14:30:00Z', 'ISO 8601, with Z or an offset: exact, wherever you are'],
  ['2026-11-24 14:30', 'Local time'],
  ['2026-11-24', 'A day; where a time is meant, its beginning'],
  ['tomorrow 9am', 'Also today, yesterday, and 17:30 alone for today'],
  ['next monday 9am', 'A weekday is the next one to come'],
  ['in 2 hours', 'From now; also +2h, -30m, +1d, 3 days ago'],
  ['now', 'This moment'],
];

/** Lengths of time that can be typed; each is tried by a test. */
export const DURATION_FORMS: readonly Row[] = [
  ['5400', 'Seconds'],
  ['90m', 'Also 2h, 1h30m, 45s, 1d'],
];

export const TOPICS: readonly Topic[] = [
  {
    name: 'exit-codes',
    about: 'What the exit code of a command says',
    sections: () => [
      { title: 'Examples', lines: ["dispatch jobs get 12 > job.txt; [ $? -eq 4 ] && echo 'no such job'"] },
      { title: 'Exit codes', rows: EXIT_CODES },
    ],
    notes: [
      'A reader that goes away (| head -1) is no error: the exit code is 0.',
      'Errors are told on standard error: in words, or with -o json as an object {"error": {"code", "status", "message", "details", "request_id", "hint"}}.',
    ],
  },
  {
    name: 'output',
    about: 'Formats, fields and queries',
    sections: () => [
      {
        title: 'Examples',
        lines: [
          'dispatch appointments list --fields id,time,status',
          'dispatch jobs list --all -o ndjson | jq -r .title',
          'dispatch customers list --all -o csv > customers.csv',
          'dispatch appointments list --all --sort user_id,-time',
          "dispatch jobs list --query '[].title'",
        ],
      },
      { title: 'Formats', rows: FORMATS.map((name): Row => [name, FORMAT_ABOUT[name]]) },
      { title: 'Flags', rows: globalFlags(OUTPUT_FLAGS) },
    ],
    notes: [
      'Data goes to standard output, everything else to standard error.',
      'At a terminal a table says what numbers stand for (456 Jim Tran), and beside the time of a visit the time at the site where its clocks differ. The names are looked up, a second at most, and kept for an hour; what cannot be had stays a number. --names does the same in a pipe, --no-names nowhere. Data formats hold numbers alone.',
      '--sort and --query hold the whole result in memory, up to 1 kB a record, and show nothing before all of it has been read. What is sorted is what the command gives: with --all every record.',
      'Output longer than the screen goes to DISPATCH_PAGER, PAGER or less, at a terminal only. --no-pager, --plain, ACCESSIBLE=1 or an empty DISPATCH_PAGER turn that off. Nothing is told by colour alone.',
      'Text from the API reaches a terminal without control characters.',
    ],
  },
  {
    name: 'times',
    about: 'Times, days, lengths of time and time zones as you can type them',
    sections: () => [
      {
        title: 'Examples',
        lines: [
          'dispatch appointments list --on tomorrow',
          "dispatch appointments list --from '2026-11-24 08:00' --until '2026-11-24 12:00' --tz America/Chicago",
          "dispatch appointments update 2 --time 'tomorrow 9am' --duration 1h30m",
        ],
      },
      { title: 'Times and days', rows: TIME_FORMS },
      { title: 'Lengths of time', rows: DURATION_FORMS },
      { title: 'Flags', rows: globalFlags(['tz']) },
    ],
    notes: [
      'Local is the zone of --tz, else of TZ, else of the profile, else of the machine. What is sent is UTC.',
      'A time that a change of the clocks makes impossible or ambiguous is refused with what it could have meant.',
    ],
  },
  {
    name: 'environment',
    about: 'Environment variables that the program reads',
    sections: () => [
      {
        title: 'Examples',
        lines: ['DISPATCH_ENV=sandbox dispatch jobs list', 'DISPATCH_OUTPUT=json dispatch jobs get 12'],
      },
      { title: 'Environment', rows: ENVIRONMENT.map(({ name, meaning }): Row => [name, meaning]) },
    ],
    notes: [
      'Flags win over the environment, the environment wins over the profile. `dispatch auth status` says where each value comes from.',
    ],
  },
];

/** The page of a topic, ending with a line end; undefined where there is none of this name. */
export function topicText(name: string, { columns, color }: HelpOptions): string | undefined {
  const topic = TOPICS.find((each) => each.name === name);
  if (!topic) return undefined;
  const width = pageWidth(columns);
  const declared = topic.sections();
  const [examples, ...sections] = declared.map((section) =>
    laidOut(section, { width, bold: color, indent: indentOf(declared) }),
  );
  const paragraphs = (texts: readonly string[]) => texts.map((text) => wrap(text, width).join('\n'));
  return `${[examples, ...paragraphs([`${topic.about}.`]), ...sections, ...paragraphs(topic.notes)].join('\n\n')}\n`;
}
