{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p>{{TEXT}}</p>
<form method="post" action="/link">
<input type="hidden" name="lang" value="{{LANGUAGE}}">
<label for="email">{{LABEL}}</label>
{{#ERROR}}<p class="text-bad" id="error" role="alert"><strong>{{ERROR_TEXT}}</strong></p>{{/ERROR}}
<input id="email" name="email" type="email" required maxlength="254" autocomplete="email" value="{{ADDRESS}}"{{#INVALID}} aria-describedby="error" aria-invalid="true" autofocus{{/INVALID}}>
<button>{{SEND}}</button>
</form>
