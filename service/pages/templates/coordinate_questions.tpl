{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="/coordinate"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
<p class="muted">{{PERIOD}}</p>
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
{{TABLE:none}}
{{#NOTE}}<p class="small muted">{{TEXT}}</p>{{/NOTE}}
