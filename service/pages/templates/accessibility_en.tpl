{{%AUTOESCAPE context="HTML"}}<h1>Accessibility statement</h1>
<p>{{#SOMEBODY}}{{ORGANISATION}} is responsible for these pages.{{/SOMEBODY}}{{#NOBODY}}The organisation that sent you a lesson is responsible for these pages.{{/NOBODY}} We want as many people as possible to be able to use them. This statement tells how the pages meet the Swedish act on accessibility to digital public services (2018:1937), which shortcomings we know of and how you report shortcomings to us.</p>
<h2>How accessible are the pages?</h2>
<p>The pages are built to meet WCAG 2.2 at level AA, which is more than the act requires. We judge that they partly conform to the act. The shortcomings are listed below.</p>
<p>You can use the pages with a keyboard alone and with a screen reader, enlarge them to 400 per cent, use dark mode and print them. They also work without JavaScript. You can close the page at any time and go on where you were.</p>
<h2>What is not accessible</h2>
<ul>
<li>On a screen that several people use, the lesson closes after two minutes without a touch. That protects whoever has walked away. With JavaScript you are warned and can stay. If you need more time, you can do the lesson on a phone or computer of your own.</li>
<li>The QR picture that leads to another screen can only be read by a camera. A code for cameras cannot be described in words. The six letters above it do the same.</li>
<li>Reports as PDF are tagged, but nobody from outside has reviewed them, so we do not know whether they meet all demands. The same report is there as a web page.</li>
<li>Texts and pictures of lessons are written by different organisations, and we do not read them before they are shown. Pictures must have a description, but we cannot promise that every text is easy to read.</li>
</ul>
<h2>How we have tested</h2>
<p>Each new version is tested by a program (axe-core) in a real browser: every kind of page, in Swedish and English, in light and dark mode, on phone and desktop. A whole lesson is done with the keyboard alone. Nobody from outside has reviewed the pages, and they have not been tested by people with disabilities.</p>
<p>The judgement is our own. The statement was written on 30 November 2026 and reviewed last on the same day. It is about the program as it is now and changes together with it.</p>
<h2>Tell us if something does not work</h2>
<p>{{#ADDRESS}}Write to <a href="mailto:{{EMAIL}}">{{EMAIL}}</a> if you find something that is not accessible, or if you need the content in another format.{{/ADDRESS}}{{#NO_ADDRESS}}Contact the organisation that sent you the lesson if you find something that is not accessible, or if you need the content in another format. Its address is often at the bottom of the lesson's page.{{/NO_ADDRESS}}</p>
<h2>Supervision</h2>
<p>The Agency for Digital Government (Digg) supervises the act. If you are not content with how we treat your comments, you can <a href="https://www.digg.se/tdosanmalan">report it to Digg</a>.</p>
