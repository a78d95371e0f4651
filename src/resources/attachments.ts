import { enumeration, id, text } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';

/** Notes on jobs (seed: Attachments). */
export const attachments = resource({
  name: 'attachments',
  singular: 'attachment',
  path: '/v3/attachments',
  about: 'Notes on jobs, for instance to tell the technician more after work has begun.',
  requests: ['list', 'get', 'create', 'update', 'delete'],
  fields: {
    id: id('Number of the attachment', { column: 1 }),
    entity_type: enumeration(['Job'], 'Type of the parent', { create: 'required', filters: ['eq'] }),
    entity_id: id('Number of the parent', { of: 'jobs', create: 'required', filters: ['eq'], column: 1 }),
    description: text('The note', { create: 'required', update: true, column: 3 }),
    ...stamps,
  },
  examples: {
    list: ['attachments list --entity-type Job --entity-id 123'],
    create: ["attachments create --entity-id 123 --description 'Gate code 4711'"],
    update: ["attachments update 1 --description 'New note here'"],
  },
});
