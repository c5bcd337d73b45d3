{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head><meta charset="utf-8"><title>{{TITLE}}</title></head>
<body>
<p>{{ORGANISATION}}</p>
<h1>{{TITLE}}</h1>
<p>{{SUBTITLE}}</p>
<p>{{SUMMARY}}</p>
<table>
{{#KEY_FIGURE}}<tr><th scope="row" align="left">{{LABEL}}</th><td align="right"><strong>{{VALUE}}</strong></td><td>{{NOTE}}</td></tr>
{{/KEY_FIGURE}}</table>
<p>{{ASK}}</p>
<ol>
{{#ITEM}}<li>{{TEXT}}</li>
{{/ITEM}}</ol>
<p>{{HOW}}</p>
<pre>{{COMMAND}}</pre>
</body>
</html>
