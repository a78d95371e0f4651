/** The flags that every command takes. */

import { ENVIRONMENT_NAMES } from '../config/environments.ts';
import { FORMATS } from '../output/result.ts';
import type { Flag } from './command.ts';

export const GLOBAL_FLAGS: readonly Flag[] = [
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    choices: FORMATS,
    default: 'table',
    about: 'Output format',
    env: 'DISPATCH_OUTPUT',
  },
  { name: 'fields', value: 'A,B', completes: 'field', about: 'Choose and order fields, address.city for nested ones' },
  {
    name: 'sort',
    value: 'A,-B',
    completes: 'order',
    about: 'Sort by fields, -B descending; nothing last (holds the whole result in memory)',
  },
  { name: 'query', value: 'EXPR', about: 'Filter the result with a JMESPath expression (holds all of it in memory)' },
  { name: 'names', about: 'Names beside numbers in tables, also where the output is no terminal' },
  { name: 'no-names', about: 'Numbers alone in tables: nothing is looked up' },
  { name: 'csv-raw', about: 'Leave cells that a spreadsheet would run as formulas as they are' },
  { name: 'profile', value: 'NAME', completes: 'profile', about: 'Profile to use', env: 'DISPATCH_PROFILE' },
  {
    name: 'env',
    value: 'NAME',
    choices: ENVIRONMENT_NAMES,
    default: 'production',
    about: 'Environment to talk to',
    env: 'DISPATCH_ENV',
  },
  { name: 'api-url', value: 'URL', about: 'Base address of the API', env: 'DISPATCH_API_URL' },
  { name: 'insecure-http', about: 'Allow http: addresses other than loopback' },
  {
    name: 'tz',
    value: 'ZONE',
    completes: 'zone',
    about: 'Time zone for times you type and read (America/Chicago)',
    env: 'TZ',
  },
  { name: 'timeout', value: 'DURATION', about: 'Give up on the whole command after this long (30s, 5m)' },
  {
    name: 'retries',
    value: 'N',
    default: '4',
    about:
      'How often a request that may be sent again is sent again; if not given, a rate limit is waited out for 30s or --timeout',
  },
  { name: 'dry-run', about: 'Print the request as JSON and send nothing' },
  { name: 'yes', short: 'y', about: 'Do not ask for confirmation' },
  { name: 'no-input', about: 'Never ask for anything' },
  { name: 'quiet', short: 'q', about: 'Only data and errors, no notes' },
  { name: 'no-pager', about: 'Show long output at once', env: 'DISPATCH_PAGER' },
  { name: 'plain', about: 'Nothing that moves, no pager, marks in ASCII', env: 'ACCESSIBLE' },
  { name: 'no-color', about: 'No colours', env: 'NO_COLOR' },
  { name: 'debug', about: 'Trace requests on standard error, secrets redacted', env: 'DISPATCH_DEBUG' },
  { name: 'help', short: 'h', about: 'Show help' },
  { name: 'version', short: 'V', about: 'Show the version' },
];
