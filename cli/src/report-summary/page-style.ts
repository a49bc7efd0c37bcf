/** The style of the page of a summary: system fonts, one column on a telephone, two where there is room. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b2230; --quiet: #566074; --line: #dfe3ea; --bar: #2f6fdb; --track: #e9edf4;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #11151c; --card: #1a202a; --text: #e8ecf3; --quiet: #a3adbf; --line: #2e3746; --bar: #6ea4ff; --track: #2a3240; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
h1 { font-size: 1.75rem; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.05rem; margin: 0 0 0.9rem; }
header p { margin: 0.25rem 0 0; color: var(--quiet); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0 0.75rem; }
dl div, section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
dl div { padding: 0.8rem 1rem; }
dt { color: var(--quiet); font-size: 0.85rem; }
dd { margin: 0; font-size: 1.4rem; font-weight: 600; font-variant-numeric: tabular-nums; }
section { padding: 1.1rem 1.1rem 1.2rem; margin-top: 0.75rem; }
.pair { display: grid; gap: 1rem 2.5rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; }
.days .pair { grid-template-columns: minmax(0, 1fr); }
figure { margin: 0; min-width: 0; }
svg { display: block; width: 100%; height: auto; }
.ranking svg { max-width: 30rem; }
.narrow { display: none; }
.absent, .further { color: var(--quiet); margin: 0; }
.further { margin-top: 0.4rem; font-size: 0.9rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
th, td { padding: 0.35rem 0 0.35rem 1rem; border-bottom: 1px solid var(--line); vertical-align: top; text-align: right; }
th:first-child { padding-left: 0; text-align: left; overflow-wrap: anywhere; }
td, th:nth-child(n + 2) { width: 5.5rem; white-space: nowrap; }
tbody th { font-weight: 400; }
thead th { color: var(--quiet); font-weight: 600; font-size: 0.82rem; }
summary { cursor: pointer; color: var(--quiet); }
details table { max-width: 30rem; margin-top: 0.5rem; }
ul { margin: 0; padding-left: 1.2rem; color: var(--quiet); }
li + li { margin-top: 0.35rem; }
@media (max-width: 46rem) {
  main { padding: 1.25rem 0.75rem 2rem; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .wide { display: none; }
  .narrow { display: block; }
  .ranking svg { max-width: none; }
}
@media print { section { break-inside: avoid; } body { background: none; } }
`;
