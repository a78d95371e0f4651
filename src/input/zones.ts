/** Time zones by their IANA names. */
import { UsageError } from '../errors.ts';
import { suggest } from '../spec/suggest.ts';
import { quote } from './quote.ts';

/** The names of three letters that IANA knows. ICU takes others, CST and IST among them, which mean several zones each. */
const SHORT = new Set(['UTC', 'GMT', 'UCT', 'EST', 'MST', 'HST', 'CET', 'MET', 'EET', 'WET', 'PRC', 'ROC', 'ROK']);

/** Whether there is a zone of this name. Offsets are no zones: they have no clock changes. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || (/^[A-Z]{3}$/i.test(name) && !SHORT.has(name.toUpperCase()))) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * @param source where it was given, when that is known: `--tz`
 * @throws UsageError for a zone that does not exist, with the one that was probably meant
 */
export function checkZone(name: string, source?: string): void {
  if (isZone(name)) return;
  throw new UsageError(`${source === undefined ? '' : `${source}: `}${quote(name)} is not a time zone`, {
    hint: zoneHint(name),
  });
}

export function zoneHint(name: string): string {
  const meant = name.length > MOST ? undefined : suggest(name, Intl.supportedValuesOf('timeZone'));
  return meant === undefined ? 'Write an IANA name such as America/Chicago.' : `Did you mean ${meant}?`;
}

/** No name is longer; a longer text is not compared with all of them. */
const MOST = 64;
