{{%AUTOESCAPE context="HTML"}}<div class="message">
<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
{{#LINK}}<p><a class="button" href="{{HREF}}">{{TEXT}}</a></p>{{/LINK}}
</div>
