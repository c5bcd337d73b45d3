{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="{{UP_HREF}}"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
{{#EMPTY}}<p>{{TEXT}}</p>{{/EMPTY}}
{{#FORM}}<form method="post" action="{{ACTION}}">
<input type="hidden" name="{{CSRF_NAME}}" value="{{CSRF}}">
{{#REMIND}}<p>{{RULE}}</p>
<p class="actions"><button name="whom" value="chosen">{{REMIND_CHOSEN}}</button><button class="secondary" name="whom" value="all">{{REMIND_ALL}}</button></p>{{/REMIND}}
<table class="late-list">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{NAME_HEADING}}</th><th scope="col" class="number">{{DUE_HEADING}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{#TICK}}<label class="tick"><input type="checkbox" name="assignment" value="{{ID}}"><span>{{NAME}}<span class="block small muted">{{LESSON}}</span></span></label>{{/TICK}}{{#PLAIN}}{{NAME}}<span class="block small muted">{{LESSON}}</span>{{/PLAIN}}</th><td class="number">{{DUE}}<span class="block small muted">{{DAYS}}</span></td></tr>
{{/ROW}}</tbody>
</table>
</form>{{/FORM}}
{{#UNNAMED}}<p class="small muted">{{TEXT}}</p>{{/UNNAMED}}
<p class="actions">{{#NEXT}}<a class="button secondary" href="{{HREF}}">{{TEXT}}</a>{{/NEXT}}{{#FIRST}}<a href="{{HREF}}">{{TEXT}}</a>{{/FIRST}}{{#DOWNLOAD}}<a href="{{HREF}}">{{TEXT}}</a>{{/DOWNLOAD}}</p>
{{AGE:none}}
