/**
 * The invented account that the emulator starts with, as tables of rows. The numbers and uids that the API document's
 * examples use (job 123 of organization 3, appointment 2, technicians 456 and 789, brands 1 and 2) exist in it.
 */

export const SOURCES = [
  [1, 'acme_home_warranty', 'Acme Home Warranty'],
  [2, 'web_booking', 'Web booking'],
] as const;

// biome-ignore format: one row a line
export const BRANDS = [
  [1, 'Acme Home Protection', '+15559876543', 'care@acme-home.example.com', '7961914c-7e8f-4012-a316-be00e7b1a40e'],
  [2, 'Northfield Appliance Care', '+15551111111', 'hello@northfield.example.com', '2d287898-936f-4820-964f-088f2c977336'],
] as const;

/** Uploaded files: uid and name. Each holds the picture below. */
export const FILES = [
  ['7961914c-7e8f-4012-a316-be00e7b1a40e', 'acme-logo.png'],
  ['2d287898-936f-4820-964f-088f2c977336', 'northfield-logo.png'],
  ['fe9194b3-3cc2-4862-af52-d8b59f7dd062', 'test.png'],
] as const;

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Address = readonly [street: string, city: string, state: string, postalCode: string];

type Organization = readonly [id: number, name: string, email: string, phone: string, externalId: string, ...Address];
// biome-ignore format: one row a line
export const ORGANIZATIONS: readonly Organization[] = [
  [3, 'Lakeshore Plumbing & Heating', 'office@lakeshore.example.com', '+15553120100', 'LPH-3', '1840 W Irving Park Rd', 'Chicago', 'IL', '60613'],
  [4, 'Hudson Valley Home Services', 'office@hudsonvalley.example.com', '+15558450100', 'HVHS-4', '212 Main St', 'Poughkeepsie', 'NY', '12601'],
  [5, 'Front Range Comfort', 'office@frontrange.example.com', '+15553030100', 'FRC-5', '3550 Brighton Blvd', 'Denver', 'CO', '80216'],
];

type User = readonly [
  id: number,
  organization: number,
  first: string,
  last: string,
  phone: string,
  roles: 'dispatcher' | 'technician' | 'both',
];
/** The mark of users that belong to a third party, and the one that does. */
export const THIRD_PARTY = 'third_party';
export const THIRD_PARTY_USER = 851;

// biome-ignore format: one row a line
export const USERS: readonly User[] = [
  [451, 3, 'Dana', 'Whitfield', '+15553120111', 'dispatcher'],
  [456, 3, 'Marcus', 'Bell', '+15553120112', 'technician'],
  [789, 3, 'Priya', 'Raman', '+15553120113', 'technician'],
  [790, 3, 'Tomasz', 'Nowak', '+15553120114', 'technician'],
  [801, 4, 'Elena', 'Castillo', '+15558450111', 'both'],
  [802, 4, 'Owen', 'Fitzgerald', '+15558450112', 'technician'],
  [803, 4, 'Grace', 'Kim', '+15558450113', 'technician'],
  [851, 5, 'Ruth', 'Andersen', '+15553030111', 'dispatcher'],
  [852, 5, 'Luis', 'Ortega', '+15553030112', 'technician'],
  [853, 5, 'Hannah', 'Brooks', '+15553030113', 'technician'],
];

type Customer = readonly [id: number, organization: number, first: string, last: string, phone: string, ...Address];
// biome-ignore format: one row a line
export const CUSTOMERS: readonly Customer[] = [
  [301, 3, 'Walter', 'Jennings', '+15553125501', '4127 N Paulina St', 'Chicago', 'IL', '60613'],
  [302, 3, 'Aisha', 'Coleman', '+15553125502', '933 Ridge Ave', 'Evanston', 'IL', '60202'],
  [303, 3, 'Peter', 'Lindqvist', '+15553125503', '58 Lake St', 'Oak Park', 'IL', '60302'],
  [304, 3, 'Maria', 'Delgado', '+15553125504', '2210 60th St', 'Kenosha', 'WI', '53143'],
  [305, 3, 'Jerome', 'Washington', '+15553125505', '7419 S Euclid Ave', 'Chicago', 'IL', '60649'],
  [401, 4, 'Susan', "O'Malley", '+15558455501', '16 Academy St', 'Poughkeepsie', 'NY', '12601'],
  [402, 4, 'Daniel', 'Rosen', '+15558455502', '74 Tinker St', 'Woodstock', 'NY', '12498'],
  [403, 4, 'Yuki', 'Tanaka', '+15558455503', '305 Main St', 'Beacon', 'NY', '12508'],
  [404, 4, 'Renée', 'Thibault', '+15558455504', '29 Sussex Ave', 'Newton', 'NJ', '07860'],
  [501, 5, 'Carl', 'Hendricks', '+15553035501', '1255 S Pearl St', 'Denver', 'CO', '80210'],
  [502, 5, 'Naomi', 'Begay', '+15553035502', '840 Spruce St', 'Boulder', 'CO', '80302'],
  [503, 5, 'Steven', 'Park', '+15553035503', '6120 W 38th Ave', 'Wheat Ridge', 'CO', '80033'],
];

/** Where a job stands when its appointments do not say it. */
type JobStatus = 'offered' | 'rejected' | 'paused' | 'canceled';
type Job = readonly [
  id: number,
  customer: number,
  brand: number | null,
  source: number,
  type: string,
  title: string,
  description: string,
  status?: JobStatus,
];
// biome-ignore format: one row a line
export const JOBS: readonly Job[] = [
  [119, 302, 1, 1, 'plumber', 'Kitchen faucet replacement', 'Faucet is in the box under the sink.'],
  [120, 301, 1, 1, 'plumber', 'Water heater replacement', 'Fifty gallon gas heater in the basement, leaking at the base.'],
  [121, 302, null, 2, 'plumber', 'Kitchen sink backs up', 'Drain was snaked last spring; backs up again within minutes.'],
  [122, 303, 1, 1, 'hvac', 'Furnace does not ignite', 'Starts, clicks three times and stops. No heat since yesterday.'],
  [123, 304, 2, 1, 'appliance', 'Dishwasher leaks at the door', 'Water on the floor after each cycle. Model plate inside the door.'],
  [124, 305, null, 2, 'plumber', 'Burst pipe in the basement', 'Water is shut off at the main. Customer is at home all day.'],
  [125, 301, 1, 1, 'plumber', 'Yearly boiler inspection', 'Inspection for the warranty; please upload the form.'],
  [130, 401, 1, 1, 'electrician', 'Panel upgrade to 200 A', 'Permit is on file. Utility disconnects at 8 in the morning.'],
  [131, 402, null, 2, 'hvac', 'Heat pump installation', 'Ductless unit for the studio behind the house.'],
  [132, 403, 2, 1, 'appliance', 'Refrigerator does not cool', 'Freezer works, upper part is warm.'],
  [133, 404, 1, 1, 'plumber', 'Shower valve drips', 'Single handle valve, upstairs bathroom.'],
  [134, 401, null, 2, 'electrician', 'Outlets dead in one room', 'Breaker does not stay on.'],
  [135, 402, 1, 1, 'hvac', 'Thermostat replacement', 'Customer has bought the new one.', 'canceled'],
  [140, 501, 2, 1, 'appliance', 'Oven does not reach temperature', 'Gas oven, off by 80 degrees.'],
  [141, 502, null, 2, 'hvac', 'Furnace tune-up', 'Two furnaces, filters are in the utility room.'],
  [142, 503, 1, 1, 'plumber', 'Sump pump runs all the time', 'Float switch may be stuck.', 'paused'],
  [143, 501, 1, 1, 'hvac', 'Humidifier installation', 'Whole house unit, customer is flexible.'],
  [144, 503, 1, 1, 'plumber', 'Toilet replacement', 'Waiting for an answer to the offer.', 'offered'],
  [145, 502, 2, 1, 'appliance', 'Dryer vent cleaning', 'Outside the area.', 'rejected'],
];

/** Visits by local clock; `day` counts from today. Their status follows from the time unless the row says it. */
type Visit = readonly [
  id: number,
  job: number,
  user: number | null,
  day: number,
  clock: string,
  hours: number,
  status?: 'draft' | 'canceled',
];
// biome-ignore format: one row a line
export const VISITS: readonly Visit[] = [
  [1, 120, 456, -3, '09:00', 2],
  [2, 123, 456, 1, '10:00', 1],
  [3, 121, 789, -2, '13:30', 1.5],
  [4, 122, 456, -1, '08:00', 2],
  [5, 122, 456, 0, '08:00', 2],
  [6, 120, 789, 0, '09:30', 3],
  [7, 121, 456, 0, '11:00', 1.5],
  [8, 123, 789, 0, '14:00', 1],
  [9, 125, null, 0, '16:00', 2],
  [10, 120, 456, 1, '08:00', 2],
  [11, 121, 789, 1, '13:00', 2],
  [12, 125, null, 1, '15:00', 2],
  [13, 124, 456, 2, '09:00', 4],
  [14, 123, 789, 3, '11:00', 2],
  [15, 125, 789, 5, '09:00', 2, 'draft'],
  [16, 130, 802, -2, '08:00', 8],
  [17, 132, 803, -1, '10:00', 1.5],
  [18, 133, 802, -1, '14:00', 1],
  [19, 131, 801, 0, '08:30', 4],
  [20, 132, 803, 0, '09:00', 1.5],
  [21, 134, null, 0, '13:00', 2],
  [22, 130, 801, 0, '15:30', 1.5],
  [23, 131, 801, 1, '08:30', 4],
  [24, 134, 803, 1, '09:00', 2],
  [25, 133, null, 2, '10:00', 1],
  [26, 135, 802, 1, '11:00', 1, 'canceled'],
  [27, 131, 802, 3, '08:30', 6, 'draft'],
  [28, 140, 852, -4, '09:00', 2],
  [29, 141, 853, -1, '11:00', 2],
  [30, 140, 852, 0, '08:00', 2],
  [31, 141, 853, 0, '10:30', 2],
  [32, 143, null, 0, '14:30', 3],
  [33, 142, 852, -1, '13:00', 1],
  [34, 140, 853, 1, '09:30', 2],
  [35, 143, 852, 2, '08:00', 3],
  [36, 141, null, 4, '10:00', 2],
  [37, 119, 789, -3, '11:30', 1],
];

/** Visits of this very hour, so that there is always somebody at work and somebody on the way. */
type VisitNow = readonly [
  id: number,
  job: number,
  user: number,
  minutesFromNow: number,
  hours: number,
  status: 'started' | 'enroute',
];
export const VISITS_NOW: readonly VisitNow[] = [
  [38, 124, 790, -40, 2, 'started'],
  [39, 130, 802, 20, 2, 'enroute'],
];

export const NOTES = [
  [1, 123, 'Gate code 4711. Please close the gate, there is a dog.'],
  [2, 123, 'Part ordered: door gasket, arrives tomorrow.'],
  [3, 120, 'Old heater stays; customer recycles it.'],
  [4, 124, 'Main valve is behind the washing machine.'],
  [5, 130, 'Utility confirmed the disconnect for 8:00.'],
  [6, 131, 'Ladder needed, 24 ft.'],
  [7, 141, 'Call before arriving, the doorbell does not work.'],
] as const;

export const SURVEYS = [
  [1, 120, 1, 5, 'On time, tidy, explained everything.'],
  [2, 121, 3, 3, 'Friendly, but it backed up again.'],
  [3, 130, 16, 5, 'Excellent work.'],
  [4, 133, 18, 4, ''],
  [5, 140, 28, 2, 'Had to come back for the part.'],
  [6, 141, null, 5, 'Always a pleasure.'],
] as const;
