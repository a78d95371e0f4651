/** Every resource, in the order in which help, reference and completions show them. */
import type { Resource } from '../spec/resource.ts';
import { appointments } from './appointments.ts';
import { attachments } from './attachments.ts';
import { brands } from './brands.ts';
import { customers } from './customers.ts';
import { datafiles } from './datafiles.ts';
import { jobs } from './jobs.ts';
import { organizations } from './organizations.ts';
import { sources } from './sources.ts';
import { surveyResponses } from './survey-responses.ts';
import { users } from './users.ts';
import { workOrders } from './work-orders.ts';

export const RESOURCES: readonly Resource[] = [
  jobs,
  appointments,
  customers,
  organizations,
  users,
  attachments,
  datafiles,
  brands,
  surveyResponses,
  workOrders,
  sources,
];
