/** Every request that the documents name, copied by hand, has a command in the README's table, and nothing else has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** seed, and reference for what seed leaves out. */
const DOCUMENTED = [
  'POST /v3/oauth/token',
  'GET /v3/attachments',
  'GET /v3/attachments/:id',
  'POST /v3/attachments',
  'PATCH /v3/attachments/:id',
  'DELETE /v3/attachments/:id',
  'GET /v3/appointments',
  'GET /v3/appointments/:id',
  'POST /v3/appointments',
  'PATCH /v3/appointments/:id',
  'DELETE /v3/appointments/:id',
  'GET /v3/brands',
  'POST /v3/brands',
  'PATCH /v3/brands/:id',
  'DELETE /v3/brands/:id',
  'GET /v3/customers',
  'GET /v3/customers/:id',
  'POST /v3/customers',
  'PATCH /v3/customers/:id',
  'DELETE /v3/customers/:id',
  'POST /v3/datafiles',
  'GET /v3/datafiles/:uid',
  'GET /v3/jobs',
  'GET /v3/jobs/:id',
  'POST /v3/jobs',
  'PATCH /v3/jobs/:id',
  'POST /v3/jobs/:id/accept',
  'POST /v3/jobs/:id/reject',
  'POST /v3/jobs/factory',
  'POST /v3/jobs/:id/time_windows',
  'GET /v3/jobs/:id/contacts',
  'PATCH /v3/jobs/:id/contacts',
  'PATCH /v3/jobs/:id/contacts/:contact_id',
  'GET /v3/organizations',
  'GET /v3/organizations/:id',
  'POST /v3/organizations',
  'PATCH /v3/organizations/:id',
  'DELETE /v3/organizations/:id',
  'GET /v3/sources',
  'GET /v3/sources/:id',
  'GET /v3/survey_responses',
  'GET /v3/users',
  'GET /v3/users/:id',
  'POST /v3/users',
  'PATCH /v3/users/:id',
  'DELETE /v3/users/:id',
  'POST /v3/users/:id/restore',
  'POST /v3/work_orders',
  'PATCH /v3/work_orders/:id',
  'POST /v3/work_orders/:id/cancel',
];

it('the README names a command for each', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, table = ''] = /<!-- generated:endpoints -->(.*?)<!-- \/generated -->/s.exec(readme) ?? [];
  const requests = [...table.matchAll(/^\| `([A-Z]+ \S+)` \| `dispatch .+` \|$/gm)].map(([, request]) => request);
  expect([...new Set(requests)].sort()).toEqual([...DOCUMENTED].sort());
});
