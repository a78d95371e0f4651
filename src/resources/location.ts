import { object, string, type Traits, zone } from '../spec/field.ts';

/** Provinces and territories of Canada. */
const PROVINCES = ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'] as const;
/** States and territories of the US, and the three that stand for military mail. */
const STATES = (
  'AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA ' +
  'RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE AP'
).split(' ');
const STATE = new RegExp(`^(${[...STATES, ...PROVINCES].join('|')})$`);
const US_POSTAL = /^\d{5}$/;
const CANADIAN_POSTAL = /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i;

/** The fields of a Location (reference: Location). US and Canada only. */
export const LOCATION = {
  street_1: string('Street and number', { create: 'required' }),
  street_2: string('Second line', { create: 'optional' }),
  city: string('Town', { create: 'required' }),
  state: string('State or province, two letters', {
    create: 'optional',
    pattern: { like: STATE, means: 'a state or province in two capital letters, as in MA or ON' },
  }),
  postal_code: string('Postal code', {
    create: 'optional',
    pattern: { like: /^(\d{5}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i, means: '5 digits (US) or 6 characters (Canada)' },
  }),
  timezone: zone('Time zone; worked out from the postal code if not given', {
    create: 'optional',
    from: 'postal_code',
  }),
} as const;

export const LOCATION_RULES = [
  { field: 'state', values: PROVINCES, other: 'postal_code', like: CANADIAN_POSTAL, means: 'a Canadian postal code' },
  { field: 'state', values: STATES, other: 'postal_code', like: US_POSTAL, means: 'a US postal code of 5 digits' },
] as const;

export const location = (about: string, traits: Traits = {}) =>
  object(about, LOCATION, { ...traits, rules: LOCATION_RULES });
