{{%AUTOESCAPE context="HTML"}}<h1>{{HEADING}}</h1>
{{#TEXT_PART}}<p>{{TEXT}}</p>{{/TEXT_PART}}
<div class="actions">
<form method="post" action="{{BASE}}/complete" data-send><button>{{DONE}}</button></form>
{{#BACK}}<a class="button secondary" href="{{BACK_HREF}}">{{BACK_TEXT}}</a>{{/BACK}}
</div>
