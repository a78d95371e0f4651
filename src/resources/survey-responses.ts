import { id, integer, text } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';

/** What customers say of a visit (seed names them; reference: survey_responses). */
export const surveyResponses = resource({
  name: 'survey-responses',
  singular: 'survey_response',
  path: '/v3/survey_responses',
  about: 'What customers say after the work.',
  requests: ['list'],
  watched: true,
  fields: {
    id: id('Number of the response', { column: 1 }),
    job_id: id('Job it is about', { of: 'jobs', filters: ['eq'], column: 1 }),
    appointment_id: id('Appointment it is about', { of: 'appointments', column: 2 }),
    rating: integer('Rating from 0 to 5', { min: 0, max: 5, column: 1 }),
    message: text('What they say', { column: 3 }),
    ...stamps,
  },
  examples: {
    list: ['survey-responses list --job-id 123', 'survey-responses list --all -o csv'],
    watch: ['survey-responses watch --interval 1m'],
  },
});
