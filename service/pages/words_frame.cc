#include "service/pages/words_frame.h"

namespace nanolearn::pages {
namespace {

constexpr FrameWords kSwedish = {
    .skip = "Hoppa till innehållet",
    .navigation = "Meny",
    .languages = "Språk",
    .for_whom = "För",
    .questions = "Frågor? Skriv till",
    .accessibility = "Tillgänglighet",
    .offline =
        "Det gick inte att nå servern. Det du gjorde är kvar på din enhet och skickas "
        "så snart det går. Låt sidan vara öppen.",
    .try_now = "Försök nu",
    .sending = "Skickar …",
    .failing = "Något gick fel på servern. Det du gjorde är kvar på din enhet och skickas igen om en stund.",
    .waits = "Det du gjorde förut har inte kommit fram än. Det skickas först.",
    .drop = "Fortsätt utan det",
    .sent = "Nu är det skickat.",
    .still_there = "Är du kvar? Lektionen stängs om 30 sekunder.",
    .stay = "Jag är kvar"};

constexpr FrameWords kEnglish = {
    .skip = "Skip to the content",
    .navigation = "Menu",
    .languages = "Language",
    .for_whom = "For",
    .questions = "Questions? Write to",
    .accessibility = "Accessibility",
    .offline =
        "The server could not be reached. What you did is kept on your device and will "
        "be sent as soon as possible. Leave the page open.",
    .try_now = "Try now",
    .sending = "Sending …",
    .failing =
        "Something went wrong on the server. What you did is kept on your device and will be sent again "
        "in a while.",
    .waits = "What you did before has not arrived yet. It is sent first.",
    .drop = "Go on without it",
    .sent = "It has been sent.",
    .still_there = "Are you still there? The lesson closes in 30 seconds.",
    .stay = "I am here"};

}  // namespace

const FrameWords& FrameWordsOf(absl::string_view language) { return language == "en" ? kEnglish : kSwedish; }

}  // namespace nanolearn::pages
