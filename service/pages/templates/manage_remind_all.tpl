{{%AUTOESCAPE context="HTML"}}<p class="up"><a href="{{UP_HREF}}"><span class="arrow" aria-hidden="true">←</span> {{UP}}</a></p>
<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="{{CSRF_NAME}}" value="{{CSRF}}">
<input type="hidden" name="whom" value="all">
<p class="actions"><button name="sure" value="yes">{{SEND}}</button><a class="button secondary" href="{{BACK_HREF}}">{{BACK}}</a></p>
</form>
