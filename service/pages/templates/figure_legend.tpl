{{%AUTOESCAPE context="HTML"}}<ul class="legend">
<li><svg class="key" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true" focusable="false"><rect class="done" width="20" height="12"/></svg> {{DONE}}</li>
<li><svg class="key" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true" focusable="false"><rect class="late" x="0.5" y="0.5" width="19" height="11"/><path class="hatch" d="M2 0V12M6 0V12M10 0V12M14 0V12M18 0V12"/></svg> {{LATE}}</li>
<li><svg class="key" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true" focusable="false"><rect class="track" x="0.5" y="0.5" width="19" height="11"/></svg> {{LEFT}}</li>
</ul>
