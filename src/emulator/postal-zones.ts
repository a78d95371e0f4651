/**
 * Time zones by the beginning of a postal code: its first three digits in the US, its first letter in Canada.
 *
 * It is as coarse as that. Where such an area lies in two zones, the one of most of its people stands for all of it
 * (El Paso for 798, North Platte for 691, Flagstaff for 860, Thunder Bay for P), so a place near a border can be an hour
 * off. Left out, and so without a zone: military mail, and the X of two territories in three zones.
 */

/** First and last prefix, both included. */
// biome-ignore format: one zone a line
const US: readonly (readonly [from: number, to: number, zone: string])[] = [
  [5, 5, 'America/New_York'],
  [6, 9, 'America/Puerto_Rico'],
  [10, 89, 'America/New_York'],
  [100, 323, 'America/New_York'],
  [324, 325, 'America/Chicago'], // Florida's panhandle
  [326, 339, 'America/New_York'],
  [341, 349, 'America/New_York'],
  [350, 372, 'America/Chicago'],
  [373, 374, 'America/New_York'], // Chattanooga
  [375, 375, 'America/Chicago'], // Memphis
  [376, 379, 'America/New_York'], // Knoxville
  [380, 397, 'America/Chicago'],
  [398, 399, 'America/New_York'],
  [400, 402, 'America/Kentucky/Louisville'],
  [403, 418, 'America/New_York'],
  [420, 424, 'America/Chicago'], // the west of Kentucky
  [425, 426, 'America/New_York'],
  [427, 427, 'America/Kentucky/Louisville'],
  [430, 459, 'America/New_York'],
  [460, 462, 'America/Indiana/Indianapolis'],
  [463, 464, 'America/Chicago'], // Gary
  [465, 475, 'America/Indiana/Indianapolis'],
  [476, 477, 'America/Chicago'], // Evansville
  [478, 479, 'America/Indiana/Indianapolis'],
  [480, 499, 'America/Detroit'],
  [500, 567, 'America/Chicago'],
  [570, 575, 'America/Chicago'],
  [576, 577, 'America/Denver'], // Rapid City
  [580, 585, 'America/Chicago'],
  [586, 586, 'America/Denver'], // Dickinson
  [587, 588, 'America/Chicago'],
  [590, 599, 'America/Denver'],
  [600, 692, 'America/Chicago'],
  [693, 693, 'America/Denver'], // Nebraska's panhandle
  [700, 797, 'America/Chicago'],
  [798, 831, 'America/Denver'],
  [832, 834, 'America/Boise'],
  [835, 835, 'America/Los_Angeles'], // the north of Idaho
  [836, 837, 'America/Boise'],
  [838, 838, 'America/Los_Angeles'],
  [840, 847, 'America/Denver'],
  [850, 864, 'America/Phoenix'],
  [865, 885, 'America/Denver'],
  [889, 961, 'America/Los_Angeles'],
  [967, 968, 'Pacific/Honolulu'],
  [969, 969, 'Pacific/Guam'],
  [970, 978, 'America/Los_Angeles'],
  [979, 979, 'America/Boise'], // Oregon's Malheur County
  [980, 994, 'America/Los_Angeles'],
  [995, 999, 'America/Anchorage'],
];

const CANADA: Readonly<Record<string, string>> = {
  A: 'America/St_Johns',
  B: 'America/Halifax',
  C: 'America/Halifax',
  E: 'America/Moncton',
  G: 'America/Toronto',
  H: 'America/Toronto',
  J: 'America/Toronto',
  K: 'America/Toronto',
  L: 'America/Toronto',
  M: 'America/Toronto',
  N: 'America/Toronto',
  P: 'America/Toronto',
  R: 'America/Winnipeg',
  S: 'America/Regina',
  T: 'America/Edmonton',
  V: 'America/Vancouver',
  Y: 'America/Whitehorse',
};

/** The IANA name of the zone in which a postal code most likely lies; undefined where that is not known. */
export function zoneOfPostalCode(code: string): string | undefined {
  if (/^\d{5}$/.test(code)) {
    const prefix = Number(code.slice(0, 3));
    return US.find(([from, to]) => prefix >= from && prefix <= to)?.[2];
  }
  const letter = code.charAt(0).toUpperCase();
  return Object.hasOwn(CANADA, letter) ? CANADA[letter] : undefined;
}
