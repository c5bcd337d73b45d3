{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="/coordinate"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
<p class="sentence">{{DONE}}</p>
{{BAR:none}}
<p class="muted">{{REST}}</p>
{{LEGEND:none}}
<ul>
{{#FACT}}<li>{{TEXT}}</li>
{{/FACT}}</ul>
<section aria-labelledby="lessons">
<h2 id="lessons">{{MODULES_HEADING}}</h2>
<table class="groups">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{LESSON}}</th><th scope="col" class="number">{{DONE_HEADING}}</th><th scope="col" class="number">{{LATE_HEADING}}</th></tr></thead>
<tbody>
{{#MODULE}}<tr><th scope="row">{{NAME}}<span class="block small muted">{{DAYS}}</span>{{BAR:none}}</th>{{#SHOWN}}<td class="number">{{DONE}}</td><td class="number">{{LATE}}</td>{{/SHOWN}}{{#HIDDEN}}<td class="number muted" colspan="2">{{NOTE}}</td>{{/HIDDEN}}</tr>
{{/MODULE}}</tbody>
</table>
</section>
<section aria-labelledby="mails">
<h2 id="mails">{{MAILS_HEADING}}</h2>
<ul>
{{#MAIL}}<li>{{TEXT}}</li>
{{/MAIL}}</ul>
</section>
{{#QUESTIONS}}<section aria-labelledby="questions">
<h2 id="questions">{{HEADING}}</h2>
{{TABLE:none}}
</section>{{/QUESTIONS}}
{{#NOTE}}<p class="small muted">{{TEXT}}</p>{{/NOTE}}
{{AGE:none}}
