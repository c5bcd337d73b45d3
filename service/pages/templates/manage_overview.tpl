{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{LEGEND:none}}
{{#UNIT}}{{PART:none}}
{{/UNIT}}
{{#MORE_UNITS}}<p class="muted">{{TEXT}}</p>{{/MORE_UNITS}}
{{#PEOPLE}}<section aria-labelledby="people">
<h2 id="people">{{HEADING}}</h2>
<table>
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{NAME_HEADING}}</th><th scope="col" class="number">{{DONE_HEADING}}</th><th scope="col" class="number">{{OPEN_HEADING}}</th><th scope="col" class="number">{{LATE_HEADING}}</th></tr></thead>
<tbody>
{{#PERSON}}<tr><th scope="row">{{NAME}}{{#NEXT}}<span class="block small muted">{{TEXT}}</span>{{/NEXT}}</th><td class="number">{{DONE}}</td><td class="number">{{OPEN}}</td><td class="number{{#IS_LATE}} text-bad{{/IS_LATE}}">{{LATE}}</td></tr>
{{/PERSON}}</tbody>
</table>
{{#LEFT_OUT}}<p class="small muted">{{TEXT}}</p>{{/LEFT_OUT}}
</section>{{/PEOPLE}}
{{#NOTE}}<p class="small muted">{{TEXT}}</p>{{/NOTE}}
{{AGE:none}}
