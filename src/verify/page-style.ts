/** The style of a report: light and dark, narrow screens, and paper. */
export const style = `
:root { color-scheme: light dark; --line: #8886; --ok: #1a7f37; --error: #c0182a; --warning: #8a5a00; --skipped: #5b636b; }
@media (prefers-color-scheme: dark) { :root { --ok: #3fb950; --error: #ff7b72; --warning: #e3b341; --skipped: #9da5ae; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin: 2rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th:nth-child(1) { width: 8rem; } th:nth-child(2) { width: 38%; }
td:first-child { font-weight: 600; }
small { display: block; }
small.took { opacity: .7; }
.ok { color: var(--ok); } .error { color: var(--error); } .warning { color: var(--warning); } .skipped { color: var(--skipped); }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { border: 0; padding: 0; }
  td:nth-child(2) { font-weight: 600; }
}
@media print {
  :root { color-scheme: light; --ok: #1a7f37; --error: #c0182a; --warning: #8a5a00; --skipped: #5b636b; }
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  tr, h2 { break-inside: avoid; } h2 { break-after: avoid; }
}
`;
