import { id, string } from '../spec/field.ts';
import { resource, stamps } from '../spec/resource.ts';

/** Where jobs come from (reference: sources). */
export const sources = resource({
  name: 'sources',
  singular: 'source',
  path: '/v3/sources',
  about: 'Where jobs come from.',
  requests: ['list', 'get'],
  few: true,
  fields: {
    id: id('Number of the source', { column: 1 }),
    name: string('Machine-readable name', { column: 1 }),
    title: string('Name for people', { column: 2 }),
    ...stamps,
  },
});
