/** `dispatch api METHOD PATH`: any request, with the same authentication, paging and output. What it does is loaded when it runs. */
import type { Command } from './command.ts';

export const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'] as const;

export const apiCommand: Command = {
  name: 'api',
  about: 'Send any request, with the account’s token, and print the answer’s body as it came',
  notes: ['With --output, --fields or --query the answer is shown as records instead.'],
  examples: [
    'api GET /v3/appointments/2',
    "api GET '/v3/appointments?filter[job_id_eq]=123' --paginate -o ndjson",
    'api POST /v3/attachments --data \'{"entity_type":"Job","entity_id":123,"description":"Note"}\'',
    'api GET /v3/brands --include',
  ],
  arguments: [
    { name: 'METHOD', about: 'The method', choices: METHODS },
    { name: 'PATH', about: 'The path below the API’s address, with its query' },
  ],
  flags: () => [
    { name: 'data', value: 'FILE|-|JSON', about: 'JSON body', completes: 'file' },
    { name: 'header', short: 'H', value: 'NAME:VALUE', about: 'A further header', many: true },
    { name: 'paginate', about: 'Read every page of a list' },
    { name: 'include', short: 'i', about: 'Print status and headers before the body' },
  ],
  run: async (call) => (await import('./api-run.ts')).sendAny(call),
};
