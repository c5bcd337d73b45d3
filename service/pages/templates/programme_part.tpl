{{%AUTOESCAPE context="HTML"}}<article class="panel">
<h3><a href="{{HREF}}">{{NAME}}</a></h3>
<p class="sentence">{{DONE}}</p>
{{BAR:none}}
<p class="muted">{{REST}}</p>
<ul class="small">
{{#FACT}}<li>{{TEXT}}</li>
{{/FACT}}</ul>
</article>
