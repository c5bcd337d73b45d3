{{%AUTOESCAPE context="HTML"}}<h1>{{HEADING}}</h1>
<div class="notice good"><p><span aria-hidden="true">✓ </span>{{TEXT}}</p></div>
{{#TRIES}}<p>{{TEXT}}</p>{{/TRIES}}
{{#NOTHING_LEFT}}<p>{{TEXT}}</p>{{/NOTHING_LEFT}}
{{#CLOSE}}<p>{{TEXT}}</p>{{/CLOSE}}
{{#NEXT}}<h2>{{NEXT_HEADING}}</h2>
<p lang="{{TEXT_LANGUAGE}}">{{NEXT_TITLE}}</p>{{/NEXT}}
<div class="actions">
{{#NEXT}}<form method="post" action="{{BASE}}/open" data-send><input type="hidden" name="assignment" value="{{ASSIGNMENT}}"><button>{{OPEN_NEXT}}</button></form>{{/NEXT}}
{{#MINE}}<a class="button secondary" href="{{BASE}}/mine">{{TO_MINE}}</a>{{/MINE}}
{{#LEAVE}}<form method="post" action="{{BASE}}/leave"><button class="secondary">{{TEXT}}</button></form>{{/LEAVE}}
{{#AGAIN}}<a href="{{AGAIN_HREF}}">{{AGAIN_TEXT}}</a>{{/AGAIN}}
</div>
