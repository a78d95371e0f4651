import { file, id, string, time } from '../spec/field.ts';
import { resource } from '../spec/resource.ts';

/** Photos and other files (seed: Files and Photos). Known by their uid; sent as a form, viewed through a redirect. */
export const datafiles = resource({
  name: 'datafiles',
  singular: 'datafile',
  path: '/v3/datafiles',
  about: 'Photos and other files that are shared with service providers and customers.',
  requests: [],
  fields: {
    uid: file('The uid that other records name it by', { column: 1 }),
    filename: string('Name of the file', { column: 2 }),
    mime_type: string('Media type', { column: 3 }),
    name: string('Title', { column: 3 }),
    bucket_id: id('Bucket it lies in'),
    created_at: time('When it was uploaded', { column: 2 }),
  },
  examples: {
    upload: ['datafiles upload before.jpg after.jpg', 'cat report.pdf | dispatch datafiles upload - --name report.pdf'],
    download: [
      'datafiles download fe9194b3-3cc2-4862-af52-d8b59f7dd062',
      'datafiles download fe9194b3-3cc2-4862-af52-d8b59f7dd062 --out - > test.png',
    ],
  },
});
