{{%AUTOESCAPE context="HTML"}}<h1>{{MINE}}</h1>
<h2>{{TO_DO}}</h2>
{{#NOTHING}}<p>{{TEXT}}</p>{{/NOTHING}}
{{#OPEN_LIST}}<ul class="list">
{{#OPEN_LESSON}}<li><p><strong lang="{{TEXT_LANGUAGE}}">{{TITLE}}</strong></p><p class="muted small">{{#LATE}}<strong class="text-bad">{{LATE_WORD}}</strong> · {{/LATE}}{{FACTS}}</p>
{{#OPEN_FORM}}<form method="post" action="{{BASE}}/open" data-send><input type="hidden" name="assignment" value="{{ASSIGNMENT}}"><button>{{OPEN}}<span class="hidden" lang="{{TEXT_LANGUAGE}}"> {{TITLE}}</span></button></form>{{/OPEN_FORM}}</li>
{{/OPEN_LESSON}}</ul>{{/OPEN_LIST}}
{{#DONE_LIST}}<h2>{{DONE_HEADING}}</h2>
<ul class="list">
{{#DONE_LESSON}}<li><p><span aria-hidden="true" class="text-good">✓ </span><span lang="{{TEXT_LANGUAGE}}">{{TITLE}}</span></p><p class="muted small">{{FACTS}}</p>
{{#OPEN_FORM}}<form method="post" action="{{BASE}}/open" data-send><input type="hidden" name="assignment" value="{{ASSIGNMENT}}"><button class="plain">{{OPEN}}<span class="hidden" lang="{{TEXT_LANGUAGE}}"> {{TITLE}}</span></button></form>{{/OPEN_FORM}}</li>
{{/DONE_LESSON}}</ul>{{/DONE_LIST}}
{{#OTHER_SCREEN}}<form method="post" action="{{BASE}}/screen"><button class="plain">{{TEXT}}</button></form>{{/OTHER_SCREEN}}
