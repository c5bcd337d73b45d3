{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{FOLDER}}</p>
{{#UNREADABLE}}<p>{{TEXT}}</p>{{/UNREADABLE}}
{{#PROBLEM}}<div class="notice bad"><strong class="word">{{PLACE}}</strong><p>{{MESSAGE}}</p></div>
{{/PROBLEM}}
<p class="muted">The page loads again when a file is saved.</p>
