{{%AUTOESCAPE context="HTML"}}<section class="unit" aria-labelledby="{{ID}}">
{{#PAGE}}<h1 id="{{ID}}">{{NAME}}</h1>{{/PAGE}}{{#SECTION}}<h2 id="{{ID}}"><a href="{{HREF}}">{{NAME}}</a></h2>{{/SECTION}}
<div class="pair">
<div>
<p class="sentence">{{DONE}}</p>
{{BAR:none}}
{{LEGEND:none}}
<p class="muted">{{REST}}{{#PEOPLE}} {{TEXT}}{{/PEOPLE}}</p>
{{#UNREACHABLE}}<p class="muted">{{TEXT}}</p>{{/UNREACHABLE}}
<p class="actions">{{#LATE}}<a class="button" href="{{HREF}}">{{TEXT}}<span class="hidden">: {{UNIT_NAME}}</span></a>{{/LATE}}<a href="{{FIGURES_HREF}}">{{FIGURES}}<span class="hidden">: {{UNIT_NAME}}</span></a></p>
</div>
{{TREND:none}}
</div>
{{#BELOW}}<details class="below"><summary>{{SUMMARY}}</summary>
{{TABLE:none}}
{{#MORE}}<p class="small muted">{{TEXT}}</p>{{/MORE}}
</details>{{/BELOW}}
</section>
