{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="{{UP_HREF}}"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
{{#LINE}}<p>{{TEXT}}</p>
{{/LINE}}<p class="actions"><a class="button" href="{{BACK_HREF}}">{{BACK}}</a></p>
