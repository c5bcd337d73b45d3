{{%AUTOESCAPE context="HTML"}}<table class="groups">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{QUESTION}}</th><th scope="col" class="number">{{ANSWERED}}</th><th scope="col" class="number">{{RIGHT}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{TEXT}}<span class="block small muted">{{MODULE}}</span>{{BAR:none}}</th>{{#SHOWN}}<td class="number">{{COUNT}}</td><td class="number">{{SHARE}}</td>{{/SHOWN}}{{#HIDDEN}}<td class="number muted" colspan="2">{{NOTE}}</td>{{/HIDDEN}}</tr>
{{/ROW}}</tbody>
</table>
