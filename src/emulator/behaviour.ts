/**
 * What the API does beyond keeping records, by resource: values it fills in, what follows a write, actions. Everything
 * else is derived from the declarations; a resource that is not named here is plain.
 */

import type { JsonObject } from '../spec/json.ts';
import { THIRD_PARTY } from './account-rows.ts';
import {
  acceptJob,
  cancelAppointments,
  createWithRelations,
  replaceContacts,
  USUAL_LENGTH,
  updateContact,
  withNumbers,
} from './jobs.ts';
import { sameCustomer, sameOrganization } from './matching.ts';
import { createUserOf } from './organizations.ts';
import type { Records, Stored } from './records.ts';
import { answerSurvey } from './surveys.ts';
import { cancelJobOf, createJobFor } from './work-orders.ts';

/** A write that has just been made; `before` is missing when it was created, `after` when it was deleted. */
export interface Change {
  readonly before?: Stored;
  readonly after?: Stored;
  readonly records: Records;
}

export interface ActionCall {
  /** The record that `:id` names, where the path has one. */
  readonly record?: Stored;
  readonly params: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly records: Records;
}

export interface Outcome {
  /** What changes on the record, or what the new one holds. */
  readonly values: JsonObject;
  /** What is answered instead of the record. */
  readonly answer?: JsonObject;
}

export interface Behaviour {
  /** Values of a new record that the caller left out. */
  readonly defaults?: (sent: JsonObject, records: Records) => JsonObject;
  /** The values of a write as they are kept. */
  readonly arranges?: (values: JsonObject, records: Records) => JsonObject;
  /** The record that is answered instead of creating another one like it. */
  readonly existing?: (sent: JsonObject, records: Records) => Stored | undefined;
  readonly follows?: (change: Change) => void;
  /** An action that is not named here keeps its body in the record. */
  readonly actions?: Readonly<Record<string, (call: ActionCall) => Outcome>>;
  /** Records that this account can see and not change. */
  readonly readOnly?: (record: Stored) => boolean;
  /** Deleted records stay, marked `deactivated`, and leave the lists. */
  readonly deactivates?: true;
  /** Lists answer without `meta`. */
  readonly bareLists?: true;
  /** Fields that only direct the request. */
  readonly unanswered?: readonly string[];
  /** The key under which answers hold all but the number and the stamps. */
  readonly answersUnder?: string;
}

export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  appointments: {
    // The organization is the job's: the seed's example shows so.
    defaults: ({ job_id }, records) => ({
      duration: USUAL_LENGTH,
      organization_id: records.find('jobs', Number(job_id))?.['organization_id'] ?? null,
    }),
    follows: (change) => {
      scheduleJob(change);
      answerSurvey(change);
    },
  },
  brands: { follows: removeBranding },
  customers: { existing: sameCustomer },
  jobs: {
    arranges: withNumbers,
    // Cancelling a job cancels its appointments (reference: appointments).
    follows: ({ before, after, records }) => {
      if (after?.['status'] === 'canceled' && before?.['status'] !== 'canceled') cancelAppointments(records, after.id);
    },
    actions: {
      accept: acceptJob,
      reject: () => ({ values: { status: 'rejected' } }),
      'create-with-relations': createWithRelations,
      'contacts replace': replaceContacts,
      'contacts update': updateContact,
    },
  },
  organizations: {
    existing: sameOrganization,
    follows: ({ before, after, records }) => {
      if (after && !before) createUserOf(after, records);
    },
    unanswered: ['create_user', 'always_create'],
  },
  // The document shows no `meta` for them (reference: Requests).
  sources: { bareLists: true },
  users: {
    deactivates: true,
    // Those of a third party belong to somebody else's account (seed: Access Control & Permissions).
    readOnly: (user) => user[THIRD_PARTY] === true,
    actions: { restore: () => ({ values: { deactivated: null } }) },
  },
  'work-orders': {
    follows: ({ before, after, records }) => {
      if (after && !before) createJobFor(after, records);
    },
    actions: { cancel: cancelJobOf },
    answersUnder: 'data',
  },
};

/** Scheduling an appointment sets its job to scheduled (reference: appointments). */
function scheduleJob({ before, after, records }: Change): void {
  const job = after && records.find('jobs', Number(after['job_id']));
  if (job && after['status'] === 'scheduled' && before?.['status'] !== 'scheduled') {
    records.update('jobs', job, { status: 'scheduled' });
  }
}

/** Jobs of a deleted brand return to account-level branding (seed: Delete Brand). */
function removeBranding({ before, after, records }: Change): void {
  if (!before || after) return;
  for (const job of records.where('jobs', 'brand_id', before.id)) records.update('jobs', job, { brand_id: null });
}
