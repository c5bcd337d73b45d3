{{%AUTOESCAPE context="HTML"}}<figure class="trend">
<figcaption>{{TITLE}}. {{TEXT}}</figcaption>
{{#PICTURE}}<svg class="chart" viewBox="-6 0 366 150" aria-hidden="true" focusable="false">
{{#LEVEL}}<path class="grid" d="M40 {{Y}}H{{END}}"/><text x="36" y="{{TEXT_Y}}" text-anchor="end">{{PERCENT}}</text>
{{/LEVEL}}{{#AXIS}}<text x="{{X}}" y="{{Y}}" text-anchor="middle">{{LABEL}}</text>
{{/AXIS}}<path class="line" d="{{LINE}}"/>
{{#POINT}}<circle class="point" cx="{{X}}" cy="{{Y}}" r="3"/>
{{/POINT}}{{#LAST}}<text class="value" x="{{X}}" y="{{Y}}" text-anchor="end">{{TEXT}}</text>{{/LAST}}
</svg>{{/PICTURE}}
<details><summary>{{TABLE_NAME}}</summary>
<table>
<caption class="hidden">{{TITLE}}</caption>
<thead><tr><th scope="col">{{DAY_HEADING}}</th><th scope="col" class="number">{{DONE_HEADING}}</th><th scope="col" class="number share">{{SHARE_HEADING}}</th><th scope="col" class="number">{{LATE_HEADING}}</th></tr></thead>
<tbody>
{{#MONTH}}<tr><th scope="row">{{DAY}}</th><td class="number">{{DONE}}</td><td class="number share">{{SHARE}}</td><td class="number">{{LATE}}</td></tr>
{{/MONTH}}</tbody>
</table>
</details>
</figure>
