{{%AUTOESCAPE context="HTML"}}<div class="steps"><progress max="{{COUNT}}" value="{{NUMBER}}" aria-hidden="true"></progress>{{STEP}} · <span lang="{{TEXT_LANGUAGE}}">{{LESSON_TITLE}}</span></div>
{{#READING}}<div class="card" lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}">
<h1{{#ANSWERED}} class="question"{{/ANSWERED}}>{{HEADING}}</h1>
{{BODY:none}}
{{#ANSWERED}}<ul class="answers">
{{#GIVEN}}<li class="answer given">{{#MARK}}<span class="mark {{MARK_CLASS}}" aria-hidden="true">{{SIGN}}</span>{{/MARK}}<div>{{TEXT:none}}{{#MARK}}<span class="hidden"> ({{MARK_TEXT}})</span>{{/MARK}}</div></li>
{{/GIVEN}}</ul>{{/ANSWERED}}
</div>{{/READING}}
{{#MUST_CHOOSE}}<div class="notice bad" role="alert" tabindex="-1" data-focus>{{TEXT}}</div>{{/MUST_CHOOSE}}
{{#FEEDBACK}}<div class="notice {{CLASS}}" role="status" tabindex="-1" data-focus><strong class="word"><span aria-hidden="true">{{SIGN}} </span>{{WORD}}</strong><div lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}">{{TEXT:none}}</div></div>{{/FEEDBACK}}
{{#ANSWER_FORM}}<form method="post" action="{{ACTION}}" data-send>
<input type="hidden" name="question" value="{{QUESTION}}"><input type="hidden" name="tries" value="{{TRIES}}">
<fieldset lang="{{TEXT_LANGUAGE}}" dir="{{TEXT_DIRECTION}}">
<legend><h1 class="question">{{HEADING}}</h1></legend>
{{BODY:none}}
{{#CHOICE}}<label class="answer"><input type="radio" name="answer" value="{{VALUE}}" required{{#CHECKED}} checked{{/CHECKED}}><div>{{TEXT:none}}</div></label>
{{/CHOICE}}</fieldset>
<div class="actions"><button>{{ANSWER}}</button>{{#BACK}}<a class="button secondary" href="{{BACK_HREF}}">{{BACK_TEXT}}</a>{{/BACK}}</div>
</form>{{/ANSWER_FORM}}
{{#READING}}<div class="actions">
{{#NEXT_FORM}}<form method="post" action="{{ACTION}}" data-send><input type="hidden" name="position" value="{{POSITION}}"><button>{{NEXT}}</button></form>{{/NEXT_FORM}}
{{#NEXT_LINK}}<a class="button" href="{{HREF}}">{{NEXT}}</a>{{/NEXT_LINK}}
{{#BACK}}<a class="button secondary" href="{{BACK_HREF}}">{{BACK_TEXT}}</a>{{/BACK}}
</div>{{/READING}}
