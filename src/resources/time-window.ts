import { object, time } from '../spec/field.ts';

/** A span in which work can be done (reference: jobs, suggest times; work_orders). */
export const timeWindow = object(
  'A time window',
  { start_time: time('Begin', { create: 'required' }), end_time: time('End', { create: 'required' }) },
  { inOrder: ['start_time', 'end_time'] },
);
