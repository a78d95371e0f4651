/** The schedule as one self-contained page, for a wall screen, an e-mail or paper: no script, nothing loaded. */
import { htmlDay } from './html-day.ts';
import { htmlWeek } from './html-week.ts';
import { Markup, markup } from './markup.ts';
import { hasVisits, type Schedule } from './model.ts';
import { PAGE_STYLE } from './page-style.ts';
import { marksExplained, nowText, scheduleTitle, summaryText, zoneText } from './words.ts';

/** The policy makes sure of it that a page shown in a browser asks nobody for anything, whatever is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The whole document. */
export function schedulePage(schedule: Schedule): string {
  const title = scheduleTitle(schedule);
  const now = nowText(schedule);
  const body = schedule.days.length > 1 ? htmlWeek(schedule) : htmlDay(schedule, schedule.days[0]);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Schedule: ${title}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="zone">${zoneText(schedule)}${now === undefined ? '' : `; ${now}`}</p>
<p class="summary">${summaryText(schedule)}</p>
</header>
<main>
${hasVisits(schedule) ? body : ''}
</main>
<footer>
${marksExplained(schedule).map((text) => markup`<p>${text}</p>`)}
</footer>
</body>
</html>
`.text;
}
