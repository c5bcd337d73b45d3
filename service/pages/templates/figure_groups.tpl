{{%AUTOESCAPE context="HTML"}}<table class="groups">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{HEADING}}</th><th scope="col" class="number">{{DONE_HEADING}}</th><th scope="col" class="number share">{{SHARE_HEADING}}</th><th scope="col" class="number">{{LATE_HEADING}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{#LINKED}}<a href="{{HREF}}">{{NAME}}</a>{{/LINKED}}{{#PLAIN}}{{NAME}}{{/PLAIN}}{{BAR:none}}</th>{{#SHOWN}}<td class="number">{{DONE}}</td><td class="number share">{{SHARE}}</td><td class="number">{{LATE}}</td>{{/SHOWN}}{{#HIDDEN}}<td class="number muted">{{TEXT}}</td><td class="number share muted">–</td><td class="number muted">–</td>{{/HIDDEN}}</tr>
{{/ROW}}</tbody>
</table>
