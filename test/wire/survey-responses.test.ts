/** seed: Survey Responses; reference: survey_responses. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
  server.on('GET /v3/survey_responses', {
    body: {
      survey_responses: [
        { id: 1, job_id: 123, appointment_id: null, rating: 5, message: 'Very kind' },
        { id: 2, job_id: 123, appointment_id: 2, rating: 0, message: '' },
      ],
      meta: { total: 2, limit: 200, offset: 0 },
    },
  });
});
afterEach(() => server.close());

it('lists them', async () => {
  const { code, out } = await run('survey-responses list -o json', { server });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([
    { id: 1, job_id: 123, appointment_id: null, rating: 5, message: 'Very kind' },
    { id: 2, job_id: 123, appointment_id: 2, rating: 0, message: '' },
  ]);
  expect(server.only()).toMatchObject({ method: 'GET', path: '/v3/survey_responses', search: [['limit', '100']] });
});

it('--job-id 123 is filter[job_id_eq]=123', async () => {
  expect((await run('survey-responses list --job-id 123', { server })).code).toBe(0);
  expect(server.only().search).toEqual([
    ['filter[job_id_eq]', '123'],
    ['limit', '100'],
  ]);
});

it.each(['create', 'update', 'delete'])('cannot %s one', async (verb) => {
  expect((await run(['survey-responses', verb, '1'], { server })).code).toBe(2);
  expect(server.requests).toEqual([]);
});
