{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
{{#MORE}}<p>{{MORE_TEXT}}</p>{{/MORE}}
<p><a href="/?lang={{LANGUAGE}}">{{TO_FRONT}}</a></p>
