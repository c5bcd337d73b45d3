{{%AUTOESCAPE context="HTML"}}<div class="age small muted">
{{#LINE}}<p>{{TEXT}}</p>
{{/LINE}}</div>
