{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="/coordinate"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1 class="any">{{TITLE}}</h1>
<p>{{STATE}}</p>
{{#DECIDED}}<p class="notice">{{TEXT}}</p>{{/DECIDED}}
{{#REASONS}}<section aria-labelledby="reasons">
<h2 id="reasons">{{HEADING}}</h2>
<ul>
{{#REASON}}<li>{{TEXT}}{{#DETAIL}}<span class="block small muted" lang="en">{{DETAIL_TEXT}}</span>{{/DETAIL}}</li>
{{/REASON}}</ul>
</section>{{/REASONS}}
{{#COUNTS}}<section aria-labelledby="counts">
<h2 id="counts">{{HEADING}}</h2>
<dl class="figures">
{{#COUNT}}<div><dt>{{LABEL}}</dt><dd class="value">{{VALUE}}</dd></div>
{{/COUNT}}</dl>
</section>{{/COUNTS}}
{{#LEAVERS}}<section aria-labelledby="leavers">
<h2 id="leavers">{{HEADING}}</h2>
<table class="any">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{UNIT_HEADING}}</th><th scope="col" class="number">{{COUNT_HEADING}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{UNIT}}</th><td class="number">{{COUNT}}</td></tr>
{{/ROW}}</tbody>
</table>
{{#MORE}}<p class="small muted">{{TEXT}}</p>{{/MORE}}
</section>{{/LEAVERS}}
{{#DECIDE}}<section aria-labelledby="decision">
<h2 id="decision">{{HEADING}}</h2>
<p>{{EXPLANATION}}</p>
<div class="actions">
{{#APPROVABLE}}<form method="post" action="{{HREF}}/approve"><input type="hidden" name="{{CSRF_NAME}}" value="{{CSRF}}"><input type="hidden" name="request" value="{{REQUEST_ID}}">{{#ERROR}}<p class="text-bad" id="error" role="alert"><strong>{{ERROR_TEXT}}</strong></p>{{/ERROR}}<label class="tick"><input type="checkbox" name="sure" value="yes" required{{#INVALID}} aria-describedby="error" aria-invalid="true" autofocus{{/INVALID}}> {{SURE}}</label><button>{{APPROVE}}</button></form>{{/APPROVABLE}}
<form method="post" action="{{HREF}}/reject"><input type="hidden" name="{{CSRF_NAME}}" value="{{CSRF}}"><input type="hidden" name="request" value="{{REQUEST_ID}}"><button class="secondary">{{REJECT}}</button></form>
</div>
</section>{{/DECIDE}}
{{#CHANGES}}<section aria-labelledby="changes">
<h2 id="changes">{{HEADING}}</h2>
<table class="any">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{WHO}}</th><th scope="col">{{WHAT}}</th><th scope="col">{{WHERE}}</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row">{{NAME}}</th><td>{{KIND}}{{#FIELD}}<span class="block small muted">{{TEXT}}</span>{{/FIELD}}</td><td>{{UNIT}}</td></tr>
{{/CHANGE}}</tbody>
</table>
{{#MORE}}<p class="small muted">{{TEXT}}</p>{{/MORE}}
<p class="actions"><a href="{{FILE_HREF}}">{{FILE}}</a></p>
</section>{{/CHANGES}}
{{#PROBLEMS}}<details><summary>{{HEADING}}</summary>
<ul lang="en">
{{#PROBLEM}}<li>{{TEXT}}</li>
{{/PROBLEM}}</ul>
{{#MORE}}<p class="small muted">{{TEXT}}</p>{{/MORE}}
</details>{{/PROBLEMS}}
