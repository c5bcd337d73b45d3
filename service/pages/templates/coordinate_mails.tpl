{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="/coordinate"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
{{#RETRIED}}<p class="notice" role="status">{{TEXT}}</p>{{/RETRIED}}
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
{{#FORM}}<p>{{EXPLANATION}}</p>
<form method="post" action="/coordinate/mails/retry">
<input type="hidden" name="{{CSRF_NAME}}" value="{{CSRF}}">
{{#RETRY}}<p class="actions"><button>{{TEXT}}</button> <button class="secondary" name="all" value="1">{{ALL}}</button></p>{{/RETRY}}
<table class="any">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{TO}}</th><th scope="col">{{WHY}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{#TICK}}<label class="tick"><input type="checkbox" name="mail" value="{{ID}}"><span>{{RECIPIENT}}<span class="block small muted">{{SUBJECT}}</span></span></label>{{/TICK}}{{#PLAIN}}{{RECIPIENT}}<span class="block small muted">{{SUBJECT}}</span>{{/PLAIN}}</th><td>{{WHAT}}<span class="block small muted" lang="en">{{REASON}}</span><span class="block small muted">{{TIME}}</span></td></tr>
{{/ROW}}</tbody>
</table>
</form>{{/FORM}}
{{#NEXT}}<p class="actions"><a class="button secondary" href="{{HREF}}">{{TEXT}}</a></p>{{/NEXT}}
