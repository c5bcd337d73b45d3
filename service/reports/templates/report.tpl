{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Nanolearn">
<meta name="description" content="{{SUMMARY}}">
<title>{{TITLE}} – {{ORGANISATION}}</title>
<style>
* { box-sizing: border-box; }
body { color: #1b1f24; background: #fff; font: 16px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; margin: 0 auto; max-width: 54rem; padding: 2rem 1.25rem 3rem; }
header { border-bottom: 3px solid #17406d; padding-bottom: 0.75rem; margin-bottom: 1.25rem; }
header p { margin: 0; }
.organisation { color: #4a5360; font-weight: bold; }
h1 { color: #17406d; font-size: 1.75rem; line-height: 1.2; margin: 0.25rem 0 0.5rem; }
h2 { color: #17406d; font-size: 1.2rem; line-height: 1.3; margin: 1.75rem 0 0.5rem; }
p, ul, ol { margin: 0.5rem 0; }
ol, ul { padding-left: 1.5rem; }
li { margin: 0.2rem 0; }
dl.figures { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 0.75rem 0 0; }
dl.figures > div { background: #eef2f6; border-left: 4px solid #17406d; flex: 1 1 10rem; padding: 0.6rem 0.8rem; }
dl.figures dt { color: #4a5360; font-size: 0.875rem; }
dl.figures dd { margin: 0; }
dl.figures .value { font-size: 1.6rem; font-weight: bold; line-height: 1.25; }
dl.figures .note { color: #4a5360; font-size: 0.8125rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9375rem; margin: 0.75rem 0; width: 100%; }
caption { caption-side: top; color: #4a5360; font-size: 0.875rem; padding: 0.25rem 0; text-align: left; }
th, td { border-bottom: 1px solid #b8c0ca; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
th { font-weight: bold; }
thead th { border-bottom: 2px solid #4a5360; vertical-align: bottom; }
tbody th { font-weight: normal; }
th.number, td.number { font-variant-numeric: tabular-nums; text-align: right; }
tr.sum th, tr.sum td { border-top: 2px solid #4a5360; font-weight: bold; }
table.wide { font-size: 0.75rem; }
table.wide th, table.wide td { padding: 0.25rem 0.2rem; }
table.wide tbody th { white-space: nowrap; }
td.bar { width: 130px; }
svg { display: block; height: auto; max-width: 100%; }
.legend { color: #4a5360; font-size: 0.8125rem; }
.legend svg { display: inline-block; vertical-align: middle; }
figure { margin: 0.75rem 0; }
figcaption { color: #4a5360; font-size: 0.875rem; }
footer { border-top: 1px solid #b8c0ca; color: #4a5360; font-size: 0.8125rem; margin-top: 2rem; overflow-wrap: anywhere; padding-top: 0.75rem; }
@media print {
  @page { size: A4; margin: 13mm 16mm 15mm; @bottom-right { color: #4a5360; content: counter(page) " (" counter(pages) ")"; font: 8pt "Liberation Sans", Arial, sans-serif; } @bottom-left { color: #4a5360; content: string(title); font: 8pt "Liberation Sans", Arial, sans-serif; } }
  body { font-size: 9.5pt; line-height: 1.3; max-width: none; padding: 0; }
  header { margin-bottom: 2.5mm; padding-bottom: 1.5mm; }
  h1 { font-size: 16pt; margin: 0.5mm 0 1mm; string-set: title content(); }
  h2 { break-after: avoid; font-size: 11.5pt; margin: 3.5mm 0 0.5mm; }
  p, ul, ol { margin: 0.8mm 0; orphans: 2; widows: 2; }
  li { margin: 0.3mm 0; }
  table { font-size: 9pt; margin: 0.8mm 0; }
  table.wide { font-size: 7pt; }
  th, td { padding: 0.45mm 1.5mm; }
  table.wide th, table.wide td { padding: 0.45mm 0.5mm; }
  caption { break-after: avoid; font-size: 8.5pt; padding: 0.3mm 0; }
  dl.figures dt, figcaption { font-size: 8.5pt; }
  .legend, dl.figures .note { font-size: 8pt; }
  dl.figures { gap: 3mm; margin-top: 1.5mm; }
  dl.figures > div { border-left-width: 1mm; flex: 1 1 0; padding: 1mm 2.5mm; }
  dl.figures .value { font-size: 15pt; }
  figure { margin: 1mm 0; }
  svg.chart { width: 100%; }
  thead { display: table-header-group; }
  tr, figure, li, dl.figures > div, .keep, section { break-inside: avoid; }
  .scroll { overflow: visible; }
  section.small p, section.small li, section.small table { font-size: 8pt; }
  section.small h2 { font-size: 10pt; margin-top: 2.5mm; }
  section.small li { margin: 0; }
  footer { break-inside: avoid; font-size: 7.5pt; margin-top: 2.5mm; padding-top: 1mm; }
  footer p { margin: 0; }
}
</style>
</head>
<body>
<header>
<p class="organisation">{{ORGANISATION}}</p>
<h1>{{TITLE}}</h1>
<p>{{SUBTITLE}}</p>
</header>
<main>
{{#SECTION}}<section class="{{SECTION_CLASS}}" aria-labelledby="{{ID}}">
<h2 id="{{ID}}">{{HEADING}}</h2>
{{#BLOCK}}{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}{{#ORDERED}}<ol>
{{#ITEM}}<li>{{TEXT}}</li>
{{/ITEM}}</ol>
{{/ORDERED}}{{#UNORDERED}}<ul>
{{#ITEM}}<li>{{TEXT}}</li>
{{/ITEM}}</ul>
{{/UNORDERED}}{{#KEY_FIGURES}}<dl class="figures">
{{#KEY_FIGURE}}<div><dt>{{LABEL}}</dt><dd><span class="value">{{VALUE}}</span>{{#HAS_NOTE}}<br><span class="note">{{NOTE}}</span>{{/HAS_NOTE}}</dd></div>
{{/KEY_FIGURE}}</dl>
{{/KEY_FIGURES}}{{#CHART}}<figure>
<svg class="chart" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="{{WIDTH}}" height="{{HEIGHT}}" role="img" aria-labelledby="{{CHART_ID}}-title {{CHART_ID}}-text">
<title id="{{CHART_ID}}-title">{{CHART_TITLE}}</title>
<desc id="{{CHART_ID}}-text">{{CHART_TEXT}}</desc>
<g font-family="Liberation Sans, Arial, sans-serif" font-size="11" fill="#1b1f24">
{{#LEVEL}}<path d="M40 {{Y}}H{{END}}" stroke="#b8c0ca" stroke-width="1" fill="none"/><text x="36" y="{{TEXT_Y}}" text-anchor="end">{{PERCENT}}</text>
{{/LEVEL}}{{#AXIS}}<text x="{{X}}" y="{{Y}}" text-anchor="middle">{{LABEL}}</text>
{{/AXIS}}<path d="{{LINE}}" stroke="#17406d" stroke-width="2.5" fill="none" stroke-linejoin="round"/>
{{#POINT}}<circle cx="{{X}}" cy="{{Y}}" r="3.5" fill="#17406d"/><text x="{{X}}" y="{{TEXT_Y}}" text-anchor="middle" font-weight="bold">{{TEXT}}</text>
{{/POINT}}</g>
</svg>
<figcaption>{{CHART_TITLE}}. {{CHART_TEXT}}</figcaption>
</figure>
{{/CHART}}{{#TABLE}}<div class="{{SCROLL_CLASS}}" tabindex="0" role="region" aria-label="{{CAPTION}}">
<table class="{{TABLE_CLASS}}">
<caption>{{CAPTION}}</caption>
<thead><tr>{{#COLUMN}}<th scope="col" class="{{CLASS}}">{{COLUMN_HEADING}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ROW}}<tr class="{{ROW_CLASS}}"><th scope="row">{{ROW_HEADING}}</th>{{#CELL}}{{#TEXT_CELL}}<td class="{{CLASS}}">{{TEXT}}</td>{{/TEXT_CELL}}{{#BAR_CELL}}<td class="bar">{{#BAR}}<svg viewBox="0 0 120 12" width="120" height="12" aria-hidden="true"><rect x="0.5" y="0.5" width="119" height="11" fill="#fff" stroke="#17406d"/><rect x="0" y="0" width="{{DONE_WIDTH}}" height="12" fill="#17406d"/><path d="{{HATCH}}" stroke="#17406d" stroke-width="1.5" fill="none"/><rect x="{{LATE_X}}" y="0.5" width="{{LATE_WIDTH}}" height="11" fill="none" stroke="#17406d"/></svg>{{/BAR}}</td>{{/BAR_CELL}}{{/CELL}}</tr>
{{/ROW}}</tbody>
</table>
</div>
{{#LEGEND}}<p class="legend"><svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><rect width="20" height="12" fill="#17406d"/></svg> {{DONE}} &nbsp; <svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><rect x="0.5" y="0.5" width="19" height="11" fill="#fff" stroke="#17406d"/><path d="M2 0V12M6 0V12M10 0V12M14 0V12M18 0V12" stroke="#17406d" stroke-width="1.5" fill="none"/></svg> {{LATE}} &nbsp; <svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true"><rect x="0.5" y="0.5" width="19" height="11" fill="#fff" stroke="#17406d"/></svg> {{LEFT}}</p>
{{/LEGEND}}{{/TABLE}}{{/BLOCK}}</section>
{{/SECTION}}</main>
<footer>
{{#LINE}}<p>{{TEXT}}</p>
{{/LINE}}</footer>
</body>
</html>
