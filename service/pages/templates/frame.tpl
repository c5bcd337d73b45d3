{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANGUAGE}}" dir="{{DIRECTION}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>{{TITLE}} – {{ORGANISATION}}</title>
<link rel="icon" href="/favicon.ico">
<style>{{STYLE:none}}</style>
{{#SCREEN}}<noscript><meta http-equiv="refresh" content="120;url=/k"></noscript>{{/SCREEN}}
{{#SCRIPT}}<script src="{{SRC}}" defer></script>{{/SCRIPT}}
</head>
<body data-page="nanolearn"{{#SCREEN}} data-screen="yes"{{/SCREEN}}{{#SCRIPT_WORDS}} data-offline="{{OFFLINE}}" data-try-now="{{TRY_NOW}}" data-sending="{{SENDING}}" data-failing="{{FAILING}}" data-waits="{{WAITS}}" data-drop="{{DROP}}" data-sent="{{SENT}}" data-still-there="{{STILL_THERE}}" data-stay="{{STAY}}"{{/SCRIPT_WORDS}}>
<a class="skip" href="#main">{{SKIP}}</a>
<header class="top">
<p class="organisation"><a href="{{HOME}}">{{ORGANISATION}}</a></p>
{{#WHO}}<p class="who">{{FOR_WHOM}} <strong>{{NAME}}</strong></p>{{/WHO}}
{{#NAVIGATION}}<nav aria-label="{{NAVIGATION_NAME}}"><ul>
{{#LINK}}<li><a href="{{HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}}</a></li>
{{/LINK}}</ul></nav>{{/NAVIGATION}}
<div class="tools">
{{#LANGUAGES}}<div class="languages" role="group" aria-label="{{LANGUAGES_NAME}}">
{{#LANGUAGE_CHOICE}}{{#LANGUAGE_LINK}}<a href="?lang={{CODE}}" lang="{{CODE}}" hreflang="{{CODE}}">{{LANGUAGE_NAME}}</a>{{/LANGUAGE_LINK}}
{{#LANGUAGE_FORM}}<form method="post" action="{{ACTION}}">{{#FIELD}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/FIELD}}<button class="plain" name="language" value="{{CODE}}" lang="{{CODE}}">{{LANGUAGE_NAME}}</button></form>{{/LANGUAGE_FORM}}
{{/LANGUAGE_CHOICE}}</div>{{/LANGUAGES}}
{{#BUTTON}}<form method="post" action="{{ACTION}}">{{#FIELD}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/FIELD}}<button class="plain">{{TEXT}}</button></form>
{{/BUTTON}}</div>
</header>
<main id="main" class="{{MAIN_CLASS}}" tabindex="-1">
{{MAIN:none}}
</main>
<footer class="bottom">
{{#CONTACT}}<p>{{QUESTIONS}} <a href="mailto:{{EMAIL}}">{{EMAIL}}</a></p>{{/CONTACT}}
<p><a href="{{ACCESSIBILITY_HREF}}">{{ACCESSIBILITY}}</a></p>
</footer>
</body>
</html>
