/** How the report looks, on a screen by day and by night, and on paper. The charts take their colours from here. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2430; --quiet: #566070; --grid: #dfe4ea;
  --cashable: #0a4a58; --non-cashable: #2b77bb; --disbenefit: #b8431c; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e9edf2; --quiet: #a4afbc; --grid: #333b45;
  --cashable: #7fd6e4; --non-cashable: #5c9fe6; --disbenefit: #ff9a70; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
header p { color: var(--quiet); margin: 0; max-width: 44rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
p, li { max-width: 44rem; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; margin: 0; }
li { margin: 0 0 .4rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem 1.5rem; margin: 1.75rem 0 0; }
.figures dt { color: var(--quiet); font-size: .9rem; }
.figures dd { margin: 0; color: var(--quiet); font-size: .9rem; }
.figures strong { display: block; color: var(--ink); font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 1rem; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 34rem; max-width: 44rem; height: auto; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--grid); font-weight: normal; }
td { overflow-wrap: break-word; }
thead th { color: var(--quiet); font-size: .85rem; vertical-align: bottom; border-bottom-color: var(--quiet); }
tbody th { white-space: nowrap; }
.short { white-space: nowrap; }
.sum { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: .75rem; }
tfoot th, tfoot td { font-weight: bold; border-bottom: 0; border-top: 1px solid var(--ink); }
:focus-visible { outline: 3px solid var(--non-cashable); outline-offset: 3px; }
@media (max-width: 30rem) { main { padding: 1.5rem 1rem 3rem; } tbody th { white-space: normal; } }
@media print {
  @page { size: A4; margin: 15mm; }
  :root { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12pt; margin: 14pt 0 6pt; padding-top: 6pt; break-after: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); margin-top: 12pt; }
  .figures strong { font-size: 13pt; }
  figure, .wide { overflow: visible; break-inside: avoid; }
  figure svg { max-width: 100mm; min-width: 0; }
  p, li, header p { max-width: none; }
  th, td { padding-top: .3rem; padding-bottom: .3rem; }
  .short { white-space: normal; }
  tr, li { break-inside: avoid; }
}
`;
