{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
<p class="letters">{{LETTERS}}</p>
<form method="post" action="/k">
<input type="hidden" name="lang" value="{{LANGUAGE}}">
<input type="hidden" name="letters" value="{{LETTERS}}">
<button>{{CONFIRM}}</button>
</form>
<p class="muted">{{FORGETS}}</p>
