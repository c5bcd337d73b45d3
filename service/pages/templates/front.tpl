{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
<form method="post" action="/code">
<input type="hidden" name="lang" value="{{LANGUAGE}}">
<label for="code">{{LABEL}}</label>
<p class="hint" id="hint">{{HINT}}</p>
{{#ERROR}}<p class="text-bad" id="error" role="alert"><strong>{{ERROR_TEXT}}</strong></p>{{/ERROR}}
<input class="code" id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" aria-describedby="hint{{#INVALID}} error{{/INVALID}}"{{#INVALID}} aria-invalid="true" autofocus{{/INVALID}}>
<button>{{OPEN}}</button>
</form>
<h2>{{NO_CODE}}</h2>
<ul>
<li><a href="/link?lang={{LANGUAGE}}">{{TO_LINK}}</a></li>
<li><a href="/k?lang={{LANGUAGE}}">{{TO_SCREEN}}</a></li>
<li><a href="/sign-in?lang={{LANGUAGE}}">{{TO_SIGN_IN}}</a></li>
</ul>
