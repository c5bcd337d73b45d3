#include <array>

#include "service/letters/letter.h"

namespace nanolearn::letters {
namespace {

// Whoever gets a mail about security with a link in it should be suspicious. Each of these therefore says who
// sends it and why, has a way that needs no click, and says whom to ask.
struct OwnWords {
  LetterKind kind;
  absl::string_view subject;
  absl::string_view body;
};

constexpr std::array<OwnWords, 7> kSwedish = {{
    {LetterKind::kInvitation, "{{organisation}}: {{lessons_waiting}}",
     R"({{greeting}}

{{lessons_waiting}} på dig. Räkna med {{time_needed}}, i mobilen eller på datorn. Du behöver inte logga in.

{{lessons}}

{{link}}

Vill du inte klicka på en länk i ett mejl? Det är klokt. Skriv då adressen {{address}} i webbläsaren och koden **{{code}}** på sidan.

Länken och koden är dina egna, så skicka dem inte vidare. De gäller i {{days}}.

Mejlet kommer från {{organisation}} och går till alla som ska göra lektionerna. Undrar du om det är äkta, eller om något annat? Fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kReminder, "{{organisation}}: {{lessons_due}}",
     R"({{greeting}}

En påminnelse: {{lessons_due}}. Räkna med {{time_needed}}, i mobilen eller på datorn. Har du redan börjat fortsätter du där du var.

{{lessons}}

{{link}}

Vill du inte klicka på en länk i ett mejl? Skriv då adressen {{address}} i webbläsaren och koden **{{code}}** på sidan.

Länken och koden är dina egna, så skicka dem inte vidare. De gäller i {{days}}.

Mejlet kommer från {{organisation}} och går till alla som har lektioner kvar. Undrar du om det är äkta, eller om något annat? Fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kOverdue, "{{organisation}}: {{lessons_late}}",
     R"({{greeting}}

{{lessons_late}}. Det går bra att göra klart nu: räkna med {{time_needed}}, i mobilen eller på datorn. Har du redan börjat fortsätter du där du var.

{{lessons}}

{{link}}

Vill du inte klicka på en länk i ett mejl? Skriv då adressen {{address}} i webbläsaren och koden **{{code}}** på sidan.

Länken och koden är dina egna, så skicka dem inte vidare. De gäller i {{days}}.

Mejlet kommer från {{organisation}} och går till alla som har lektioner kvar. Är det något som hindrar dig, eller undrar du om mejlet är äkta? Fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kDigest, "{{organisation}}: så går det med lektionerna hos dig",
     R"({{greeting}}

Så här långt har dina medarbetare kommit med sina korta lektioner.

{{groups}}

{{link}}

På sidan ser du mer och kan påminna dem som är försenade. Du loggar in med en länk som skickas till den här adressen. Du kan också skriva adressen {{address}}/sign-in i webbläsaren.

Mejlet kommer från {{organisation}} en gång i veckan, till dig som är chef. Undrar du om det är äkta, eller om något annat? Fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kEscalation, "{{organisation}}: {{people_late}}",
     R"({{greeting}}

{{people_late}}. Det gäller medarbetare som du är chef för, direkt eller genom andra chefer. Ofta räcker det att någon frågar vad som hindrar, och att det finns några minuter till det på arbetstid.

{{groups}}

{{link}}

På sidan ser du vilka det gäller och kan påminna dem. Du loggar in med en länk som skickas till den här adressen. Du kan också skriva adressen {{address}}/sign-in i webbläsaren.

Mejlet kommer från {{organisation}}, till dig som är chef. Undrar du om det är äkta, eller om något annat? Fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kNewLink, "{{organisation}}: din nya länk",
     R"({{greeting}}

Här är en ny länk till dina lektioner. Någon, troligen du, bad om den på {{address}}.

{{lessons}}

{{link}}

Du kan också skriva adressen {{address}} i webbläsaren och koden **{{code}}** på sidan.

Länken och koden är dina egna, så skicka dem inte vidare. De gäller i {{days}}.

Bad du inte om någon länk? Då behöver du inte göra något. Undrar du över det, fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
    {LetterKind::kSignIn, "{{organisation}}: logga in",
     R"({{greeting}}

Här är länken som du loggar in med. Den fungerar en gång och gäller i en halvtimme.

{{link}}

Länken är din egen, så skicka den inte vidare. Någon, troligen du, bad om den på {{address}}.

Bad du inte om att få logga in? Då behöver du inte göra något: ingen kommer in utan länken. Undrar du över det, fråga {{contact}}.

Vänliga hälsningar\
{{organisation}}
)"},
}};

constexpr std::array<OwnWords, 7> kEnglish = {{
    {LetterKind::kInvitation, "{{organisation}}: {{lessons_waiting}}",
     R"({{greeting}}

{{lessons_waiting}} for you. It takes {{time_needed}} in all, on your phone or computer. You need not sign in.

{{lessons}}

{{link}}

Would you rather not click a link in a mail? That is wise. Type the address {{address}} in your browser and the code **{{code}}** on the page.

The link and the code are your own, so please do not forward them. They are good for {{days}}.

This mail comes from {{organisation}} and goes to everybody who has these lessons to do. Do you wonder whether it is genuine, or about anything else? Ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kReminder, "{{organisation}}: {{lessons_due}}",
     R"({{greeting}}

A reminder: {{lessons_due}}. It takes {{time_needed}} in all, on your phone or computer. If you have begun, you go on where you were.

{{lessons}}

{{link}}

Would you rather not click a link in a mail? Type the address {{address}} in your browser and the code **{{code}}** on the page.

The link and the code are your own, so please do not forward them. They are good for {{days}}.

This mail comes from {{organisation}} and goes to everybody who has lessons left. Do you wonder whether it is genuine, or about anything else? Ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kOverdue, "{{organisation}}: {{lessons_late}}",
     R"({{greeting}}

{{lessons_late}}. You can still do it now: it takes {{time_needed}} in all, on your phone or computer. If you have begun, you go on where you were.

{{lessons}}

{{link}}

Would you rather not click a link in a mail? Type the address {{address}} in your browser and the code **{{code}}** on the page.

The link and the code are your own, so please do not forward them. They are good for {{days}}.

This mail comes from {{organisation}} and goes to everybody who has lessons left. Is something in your way, or do you wonder whether this mail is genuine? Ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kDigest, "{{organisation}}: how the lessons are going in your team",
     R"({{greeting}}

This is how far your people have come with their short lessons.

{{groups}}

{{link}}

On the page you see more and can remind those who are late. You sign in with a link that is sent to this address. You can also type the address {{address}}/sign-in in your browser.

This mail comes from {{organisation}} once a week, to you as a manager. Do you wonder whether it is genuine, or about anything else? Ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kEscalation, "{{organisation}}: {{people_late}}",
     R"({{greeting}}

{{people_late}}. This is about people who report to you, directly or through other managers. Often it is enough to ask what is in the way, and to give it a few minutes of the working day.

{{groups}}

{{link}}

On the page you see who it is and can remind them. You sign in with a link that is sent to this address. You can also type the address {{address}}/sign-in in your browser.

This mail comes from {{organisation}}, to you as a manager. Do you wonder whether it is genuine, or about anything else? Ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kNewLink, "{{organisation}}: your new link",
     R"({{greeting}}

Here is a new link to your lessons. Somebody, probably you, asked for it at {{address}}.

{{lessons}}

{{link}}

You can also type the address {{address}} in your browser and the code **{{code}}** on the page.

The link and the code are your own, so please do not forward them. They are good for {{days}}.

Did you not ask for a link? Then there is nothing to do. If you wonder about it, ask {{contact}}.

Kind regards\
{{organisation}}
)"},
    {LetterKind::kSignIn, "{{organisation}}: sign in",
     R"({{greeting}}

Here is the link that signs you in. It is good once, for half an hour.

{{link}}

The link is your own, so please do not forward it. Somebody, probably you, asked for it at {{address}}.

Did you not ask to sign in? Then there is nothing to do: nobody gets in without the link. If you wonder about it, ask {{contact}}.

Kind regards\
{{organisation}}
)"},
}};

}  // namespace

MailTemplate OwnTemplate(LetterKind kind, absl::string_view language) {
  const OwnWords& words = (language == "en" ? kEnglish : kSwedish)[static_cast<size_t>(kind)];
  return {.kind = kind,
          .language = language == "en" ? "en" : "sv",
          .subject = std::string(words.subject),
          .body = std::string(words.body)};
}

}  // namespace nanolearn::letters
