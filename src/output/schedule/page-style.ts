/** How the page looks: light or dark as the reader has it, light on paper. Nothing is told by colour alone. */
export const PAGE_STYLE = `
:root {
  --paper: #fff; --ink: #1d2327; --muted: #56616c; --line: #dde2e7; --rest: #f1f3f6;
  --scheduled: #0b6480; --busy: #855400; --complete: #28702f; --alarm: #b3261e;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6e9ec; --muted: #a0abb6; --line: #323a43; --rest: #1c2229;
    --scheduled: #62c6e0; --busy: #e5b65c; --complete: #7fca83; --alarm: #ff8f86;
  }
}
@page { size: A4 landscape; margin: 10mm; }
* { box-sizing: border-box; }
body {
  margin: 1.5rem; background: var(--paper); color: var(--ink); font: 0.875rem/1.35 system-ui, sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.5rem; margin-bottom: 1rem; }
h1 { margin: 0; font-size: 1.5rem; font-weight: 600; }
header p { margin: 0; }
header .zone { margin-left: auto; color: var(--muted); }
header .summary { flex-basis: 100%; }
footer { margin-top: 1rem; color: var(--muted); }
footer p { margin: 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
tr { break-inside: avoid; }
th { font-weight: 600; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tbody tr { border-top: 1px solid var(--line); }
tbody tr:last-child { border-bottom: 1px solid var(--line); }
tbody th { padding: 0.5rem 0.75rem 0.5rem 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { overflow-wrap: anywhere; }
li > * { display: block; }
li strong { font-weight: 600; }
time { font-variant-numeric: tabular-nums; }
.times { white-space: nowrap; }
.customer, .free, .number, [data-status="canceled"], [data-status="draft"] { color: var(--muted); }
.status { color: var(--tint); }
.mark { color: var(--alarm); font-weight: 600; }
[data-status] { --tint: var(--scheduled); }
[data-status="enroute"], [data-status="started"] { --tint: var(--busy); }
[data-status="complete"] { --tint: var(--complete); }
[data-status="draft"], [data-status="canceled"] { --tint: var(--muted); }
[data-status="canceled"] strong { text-decoration: line-through; font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.day th:first-child { width: 9.5rem; }
.day .axis { position: relative; height: 2.6rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.day .axis > * { position: absolute; top: 0; }
.day .axis .hour { padding-left: 0.25rem; border-left: 1px solid var(--line); height: 100%; font-weight: 400; }
.day .axis .now { top: 1.3rem; padding-left: 0.25rem; color: var(--alarm); white-space: nowrap; }
.day .axis .now.before { padding: 0 0.25rem 0 0; transform: translateX(-100%); }
.day .track { position: relative; padding: 0; }
.day .track > .hours, .day .track > .rest, .day .track > .now { position: absolute; top: 0; bottom: 0; }
.day .track > .hours { left: 0; right: 0; }
.day .track > .hours > * { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--line); }
.day .track > .rest { background: var(--rest); }
.day .track > .now { border-left: 2px solid var(--alarm); }
.day ol { position: relative; display: grid; gap: 0.5rem 0; padding: 0.5rem 0; }
.day li > :not(.bar) { width: fit-content; margin-right: 0.5rem; background: var(--paper); }
.day .bar { height: 0.5rem; margin-bottom: 0.2rem; background: var(--tint); border-radius: 2px; }
.day [data-status="draft"] .bar, .day [data-status="canceled"] .bar { background: none; border: 1px dashed var(--tint); }
.day [data-status="complete"] .bar { height: 0.25rem; margin-top: 0.125rem; margin-bottom: 0.325rem; }
.day .free { position: relative; margin: 0; padding: 0.5rem 0.25rem; }

.week th, .week td { padding: 0.5rem 0.75rem 0.5rem 0; vertical-align: top; }
.week .today { color: var(--alarm); }
.week li + li { margin-top: 0.6rem; }

@media screen and (max-width: 64rem) {
  body { font-size: 0.75rem; }
  li { hyphens: auto; }
  .day th:first-child { width: 7rem; }
  .day li > :not(.bar) { margin-right: 0.2rem; }
  .week th, .week td { padding-right: 0.4rem; }
}
@media screen and (max-width: 45rem) {
  body { margin: 1rem; font-size: 0.875rem; }
  .day thead, .day .bar, .day .track > .hours, .day .track > .rest, .day .track > .now { display: none; }
  header .zone { margin-left: 0; flex-basis: 100%; }
  .day { table-layout: auto; }
  .day th:first-child { width: 8rem; }
  .day ol { display: block; }
  .day li + li { margin-top: 0.6rem; }
  .week { display: block; overflow-x: auto; }
  .week th, .week td { min-width: 9rem; }
}
@media print { body { margin: 0; font-size: 0.72rem; } h1 { font-size: 1.2rem; } }
`;
