/** What an organization brings with it (reference: organizations). */
import type { Records, Stored } from './records.ts';

/**
 * With `create_user` a new organization gets a user. The document does not say which: here it has the organization's
 * e-mail address and telephone number, the words of its name, and both roles.
 */
export function createUserOf(organization: Stored, records: Records): void {
  const { id, create_user, name, email = null, phone_number = null } = organization;
  if (create_user !== true) return;
  const [first = null, ...others] = String(name).trim().split(/\s+/);
  records.insert('users', {
    organization_id: id,
    first_name: first,
    last_name: others.length === 0 ? null : others.join(' '),
    email,
    phone_number,
    roles: ['dispatcher', 'technician'],
  });
}
