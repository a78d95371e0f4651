/** Appointments as large as the API's own, and the pages they come in. */

/** Records in a page: the most that the API gives. */
export const PAGE = 100;

const STATUSES = ['draft', 'scheduled', 'enroute', 'started', 'complete', 'canceled'];
const START = Date.UTC(2026, 0, 1);
const QUARTER = 15 * 60_000;

function appointment(id) {
  const time = new Date(START + id * QUARTER).toISOString();
  return {
    id,
    job_id: 100_000 + (id % 9973),
    user_id: id % 7 === 0 ? null : 500 + (id % 41),
    organization_id: 12 + (id % 5),
    time,
    duration: 7200,
    status: STATUSES[id % STATUSES.length],
    created_at: '2026-01-01T08:00:00.000Z',
    updated_at: time,
  };
}

/** The body of the page that begins at an offset, of a list with so many records. */
export function pageOf(offset, records) {
  const length = Math.max(0, Math.min(PAGE, records - offset));
  const appointments = Array.from({ length }, (_, index) => appointment(offset + index + 1));
  return JSON.stringify({ appointments, meta: { limit: PAGE, offset, total: records } });
}
