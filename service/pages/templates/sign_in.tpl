{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{#PROBLEM}}<div class="notice bad" role="alert"><p id="problem">{{TEXT}}</p></div>{{/PROBLEM}}
{{#PROVIDER}}<p>{{FOR_WHOM}}</p>
<p class="actions"><a class="button" href="{{HREF}}">{{TEXT}}</a></p>
{{/PROVIDER}}{{#LINE}}<p>{{TEXT}}</p>
{{/LINE}}
{{#ASK}}<form method="post" action="/sign-in">
<input type="hidden" name="lang" value="{{LANGUAGE}}">
<label for="email">{{LABEL}}</label>
<input id="email" name="email" type="email" autocomplete="email" inputmode="email" spellcheck="false" maxlength="254" value="{{ADDRESS}}" required{{#BAD}} autofocus aria-invalid="true" aria-describedby="problem"{{/BAD}}>
<p class="actions"><button>{{BUTTON}}</button></p>
</form>{{/ASK}}
{{#CONFIRM}}<form method="post" action="{{ACTION}}">
<p class="actions"><button>{{BUTTON}}</button></p>
</form>{{/CONFIRM}}
{{#LINK}}<p class="actions"><a class="button" href="{{HREF}}">{{TEXT}}</a></p>{{/LINK}}
{{#MINE}}<p><a href="{{HREF}}">{{TEXT}}</a></p>{{/MINE}}
