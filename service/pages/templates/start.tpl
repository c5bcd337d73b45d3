{{%AUTOESCAPE context="HTML"}}<h1 lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}">{{TITLE}}</h1>
{{#NOTICE}}<div class="notice"><strong class="word">{{NOTICE_WORD}}</strong><p>{{NOTICE_TEXT}}</p></div>{{/NOTICE}}
<dl class="facts">
<dt>{{TAKES}}</dt><dd>{{MINUTES}}</dd>
{{#DUE}}<dt>{{DUE_WORD}}</dt><dd>{{DUE_TEXT}}</dd>{{/DUE}}
</dl>
{{#WHOSE}}<p>{{WHOSE_TEXT}} <span class="muted">{{NOT_YOU}}</span></p>{{/WHOSE}}
<div class="actions">
<form method="post" action="{{BASE}}/start" data-send><button>{{BEGIN}}</button></form>
{{#OTHER_SCREEN}}<form method="post" action="{{BASE}}/screen"><button class="plain">{{TEXT}}</button></form>{{/OTHER_SCREEN}}
</div>
