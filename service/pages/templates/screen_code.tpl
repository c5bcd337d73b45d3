{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
<form method="post" action="/k">
<input type="hidden" name="lang" value="{{LANGUAGE}}">
<label for="letters">{{LABEL}}</label>
{{#ERROR}}<p class="text-bad" id="error" role="alert"><strong>{{ERROR_TEXT}}</strong></p>{{/ERROR}}
<input class="code" id="letters" name="letters" required maxlength="20" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false"{{#INVALID}} aria-describedby="error" aria-invalid="true" autofocus{{/INVALID}}>
<button>{{OPEN}}</button>
</form>
<p class="muted">{{FORGETS}}</p>
