/** How a report looks: as the window does, light or dark as the reader's system is, and light on paper. */
import { darkInks, type Ink, inkNames, lightInks } from '../../src-shared/charts/print-colours.ts';

const variables = (inks: Readonly<Record<Ink, string>>): string =>
  inkNames.map((ink) => `--${ink}:${inks[ink]};`).join('');

/** Cells of the confusion matrix, from none to all of the row. */
export const shades = 8;
const shading = Array.from({ length: shades + 1 }, (_, i) => {
  const share = Math.round((i / shades) * 55);
  return `.right-${i}{background:color-mix(in srgb,var(--series-1) ${share}%,transparent)}
.wrong-${i}{background:color-mix(in srgb,var(--series-2) ${share}%,transparent)}`;
}).join('\n');

const inks = inkNames
  .map((ink) => `.stroke-${ink}{stroke:var(--${ink})}\n.fill-${ink}{fill:var(--${ink})}`)
  .join('\n');

export const styleSheet = `
:root{${variables(lightInks)}--paper:#faf6ee;color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${variables(darkInks)}--paper:#1b1a19}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 20px 64px;max-width:900px;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1{margin:0 0 4px;font-size:26px;line-height:1.25}
h2{margin:36px 0 8px;font-size:19px;border-bottom:1px solid var(--line);padding-bottom:4px}
h3{margin:24px 0 6px;font-size:16px}
p{margin:6px 0}
a{color:var(--series-1)}
.soft{color:var(--ink-soft)}
.faint{color:var(--ink-faint);font-size:13px}
.lead{font-size:17px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;margin:12px 0 0;padding:0;list-style:none;font-size:14px}
.scroll{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:start;color:var(--ink-soft);padding:0 0 4px}
th,td{padding:3px 10px 3px 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:baseline;
font-weight:400}
thead th{border-bottom-color:var(--ink-faint);font-weight:600}
tbody th{color:var(--ink-soft)}
.number{text-align:end}
td.number{white-space:nowrap}
thead th{min-width:4em}
.strong{font-weight:600}
.compact{font-size:12px}
.compact td,.compact th{padding:2px 6px 2px 0}
.matrix thead th{min-width:0}
.narrow{width:auto;min-width:280px}
.matrix{table-layout:fixed}
.matrix th,.matrix td{padding:2px;border:1px solid var(--line);text-align:center;overflow:hidden}
.matrix td:first-child,.matrix th:first-child{font-weight:600}
.matrix.many{font-size:9px}
.matrix.some{font-size:11px}
dl{display:grid;grid-template-columns:minmax(9em,auto) minmax(0,1fr) minmax(9em,auto) minmax(0,1fr);gap:2px 14px;
margin:8px 0;font-size:13px}
dt{color:var(--ink-soft)}
dd{margin:0}
dd.strong::before{content:'\\2260\\00a0';color:var(--seal-text)}
.mono{font-family:ui-monospace,'SF Mono','DejaVu Sans Mono',Consolas,monospace;font-size:12px}
.chart{margin:8px 0 16px;padding:6px;border:1px solid var(--line);border-radius:8px;background:var(--ground)}
.chart svg{display:block;max-width:100%;height:auto}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:14px 10px;margin:10px 0}
.pictures figure{margin:0;font-size:12px;text-align:center}
.pictures img{width:96px;height:96px;object-fit:contain;image-rendering:pixelated;border:1px solid var(--line);
background:var(--line)}
.pictures b{display:block;font-size:15px}
${inks}
${shading}
@page{margin:14mm}
@media print{
:root{color-scheme:light;background:#fff}
body{max-width:none;padding:0;background:none;font-size:10.5pt;print-color-adjust:exact;
-webkit-print-color-adjust:exact}
nav{display:none}
h1,h2,h3,caption{break-after:avoid}
tr,figure,.chart,dt,dd{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.chart{padding:0;border:0;background:none}
.pictures{display:block}
.pictures figure{display:inline-block;width:27mm;margin:0 2mm 4mm 0;vertical-align:top}
.pictures img{width:22mm;height:22mm}
.run{break-before:page}
a{color:inherit;text-decoration:none}
}
@media screen and (max-width:640px){dl{grid-template-columns:minmax(8em,auto) minmax(0,1fr)}}
`;
