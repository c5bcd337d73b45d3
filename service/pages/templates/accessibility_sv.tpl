{{%AUTOESCAPE context="HTML"}}<h1>Tillgänglighets&shy;redogörelse</h1>
<p>{{#SOMEBODY}}{{ORGANISATION}} står bakom de här sidorna.{{/SOMEBODY}}{{#NOBODY}}Den organisation som har skickat dig en lektion står bakom de här sidorna.{{/NOBODY}} Vi vill att så många som möjligt ska kunna använda dem. Här beskriver vi hur sidorna uppfyller lagen om tillgänglighet till digital offentlig service (2018:1937), vilka brister vi känner till och hur du rapporterar brister till oss.</p>
<h2>Hur tillgängliga är sidorna?</h2>
<p>Sidorna är byggda för att uppfylla WCAG 2.2 på nivå AA, som är mer än vad lagen kräver. Vi bedömer att de är delvis förenliga med lagen. Bristerna står här nedanför.</p>
<p>Du kan använda sidorna med bara tangentbord och med skärmläsare, förstora dem till 400 procent, använda mörkt läge och skriva ut dem. De fungerar också utan JavaScript. Du kan stänga sidan när som helst och fortsätta där du var.</p>
<h2>Det här är inte tillgängligt</h2>
<ul>
<li>På en skärm som flera använder stängs lektionen efter två minuter utan att någon rör den. Det skyddar den som har gått därifrån. Med JavaScript får du en varning och kan stanna kvar. Behöver du mer tid kan du göra lektionen på en egen telefon eller dator.</li>
<li>QR-bilden som leder till en annan skärm kan bara läsas med kamera. En kod för kameror kan inte beskrivas i text. Samma sak går att göra med de sex bokstäverna ovanför.</li>
<li>Rapporter som pdf är taggade men inte granskade av någon utomstående, så vi vet inte om de följer kraven helt. Samma rapport finns som webbsida.</li>
<li>Texter och bilder i lektionerna skrivs av olika organisationer, och vi läser dem inte innan de visas. Bilder måste ha en beskrivning, men vi kan inte lova att varje text är lätt att läsa.</li>
</ul>
<h2>Så har vi testat</h2>
<p>Varje ny version testas av ett program (axe-core) i en riktig webbläsare: alla sorters sidor, på svenska och engelska, i ljust och mörkt läge, på telefon och dator. En hel lektion görs med bara tangentbord. Ingen utomstående har granskat sidorna och de är inte testade av personer med funktionsnedsättning.</p>
<p>Bedömningen är vår egen. Redogörelsen skrevs den 30 november 2026 och sågs senast över samma dag. Den gäller programmet som det är nu och ändras tillsammans med det.</p>
<h2>Säg till om något inte fungerar</h2>
<p>{{#ADDRESS}}Skriv till <a href="mailto:{{EMAIL}}">{{EMAIL}}</a> om du hittar något som inte är tillgängligt, eller om du behöver innehållet i ett annat format.{{/ADDRESS}}{{#NO_ADDRESS}}Kontakta den organisation som har skickat dig lektionen om du hittar något som inte är tillgängligt, eller om du behöver innehållet i ett annat format. Adressen står ofta längst ned på lektionens sida.{{/NO_ADDRESS}}</p>
<h2>Tillsyn</h2>
<p>Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om dina synpunkter kan du <a href="https://www.digg.se/tdosanmalan">anmäla det till Digg</a>.</p>
