{{%AUTOESCAPE context="HTML"}}<h1 lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}">{{TITLE}}</h1>
<div class="notice"><strong class="word">{{WORD}}</strong><p>{{TEXT}}</p></div>
{{#PART}}<section class="card" lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}"><h2>{{HEADING}}</h2>
{{BODY:none}}</section>
{{/PART}}
{{#MINE}}<div class="actions"><a class="button secondary" href="{{HREF}}">{{TO_MINE}}</a></div>{{/MINE}}
