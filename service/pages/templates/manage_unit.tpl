{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="{{UP_HREF}}"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
{{PART:none}}
{{#MODULES}}<section aria-labelledby="lessons">
<h2 id="lessons">{{HEADING}}</h2>
{{TABLE:none}}
</section>{{/MODULES}}
{{#NOTE}}<p class="small muted">{{TEXT}}</p>{{/NOTE}}
{{AGE:none}}
