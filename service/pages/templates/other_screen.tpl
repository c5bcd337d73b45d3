{{%AUTOESCAPE context="HTML"}}<h1>{{HEADING}}</h1>
<p>{{TEXT}}</p>
<p>{{WHERE}}</p>
<p class="letters">{{LETTERS}}</p>
{{#PICTURE}}<p>{{PICTURE_TEXT}}</p>
{{SVG:none}}
<p class="muted small">{{URL}}</p>{{/PICTURE}}
<p>{{ONCE}}</p>
<div class="actions"><a class="button secondary" href="{{BASE}}">{{BACK}}</a></div>
