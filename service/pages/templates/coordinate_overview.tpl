{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{#RUNS}}<section aria-labelledby="runs">
<h2 id="runs">{{HEADING}}</h2>
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
{{#RUN}}<div class="notice bad">
<h3><a href="{{HREF}}">{{NAME}}</a></h3>
<p class="small">{{TIME}}</p>
{{#REASON}}<p>{{TEXT}}</p>
{{/REASON}}</div>
{{/RUN}}</section>{{/RUNS}}
{{#MAILS}}<section aria-labelledby="mails">
<h2 id="mails">{{HEADING}}</h2>
<p>{{TEXT}}{{#LINK}} <a href="/coordinate/mails">{{LINK_TEXT}}</a>{{/LINK}}</p>
</section>{{/MAILS}}
{{#JOBS}}<section aria-labelledby="jobs">
<h2 id="jobs">{{HEADING}}</h2>
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
{{#JOB}}<div class="notice bad">
<h3>{{NAME}}</h3>
<p class="small">{{TIME}}</p>
<p>{{ERROR}}</p>
</div>
{{/JOB}}</section>{{/JOBS}}
{{#PROGRAMMES}}<section aria-labelledby="programmes">
<h2 id="programmes">{{HEADING}}</h2>
{{LEGEND:none}}
{{#NONE}}<p>{{TEXT}}</p>{{/NONE}}
<div class="cards">
{{#PROGRAMME}}{{PART:none}}
{{/PROGRAMME}}</div>
{{#NOTE}}<p class="small muted">{{TEXT}}</p>{{/NOTE}}
{{AGE:none}}
</section>{{/PROGRAMMES}}
{{#MORE}}<section aria-labelledby="more">
<h2 id="more">{{HEADING}}</h2>
<ul>
<li><a href="/coordinate/questions">{{QUESTIONS}}</a></li>
<li><a href="/manage">{{UNITS}}</a></li>
</ul>
</section>{{/MORE}}
