#include "service/pages/words_public.h"

namespace nanolearn::pages {
namespace {

constexpr PublicWords kSwedish = {
    .error = "Fel: ",
    .front_title = "Öppna din lektion",
    .front_text = "Har du fått en kod på papper eller i ett mejl? Skriv den här.",
    .code_label = "Kod",
    .code_hint =
        "16 bokstäver och siffror. Stora eller små spelar ingen roll, och du behöver inte skriva "
        "bindestrecken.",
    .code_wrong = "Koden stämmer inte. En kod har 16 bokstäver och siffror. Kontrollera den och försök igen.",
    .open = "Öppna",
    .no_code = "Har du ingen kod?",
    .to_link = "Få en länk till dina lektioner via mejl",
    .to_sign_in = "Logga in som chef eller samordnare",
    .to_screen = "Öppna en lektion på en skärm som flera använder",
    .link_title = "Få en länk via mejl",
    .link_text =
        "Skriv den e-postadress du har i jobbet eller i ditt uppdrag. Då skickar vi en länk till dina "
        "lektioner.",
    .address_label = "E-postadress",
    .address_wrong = "Det ser inte ut som en e-postadress. Kontrollera den och försök igen.",
    .send = "Skicka länk",
    .sent_title = "Titta i din inkorg",
    .sent_text = "Om adressen finns hos oss kommer ett mejl med en länk inom några minuter.",
    .sent_nothing =
        "Kommer inget mejl? Titta i skräpposten och se efter att du skrev rätt adress. Annars frågar du den "
        "som "
        "ansvarar för utbildningen hos er.",
    .gone_title = "Länken fungerar inte",
    .gone_text = "Den kan vara för gammal, eller så saknas en bit av den. Du kan få en ny via mejl:",
    .to_front = "Till startsidan",
    .screen_title = "Öppna en lektion här",
    .screen_text =
        "Välj ”Öppna på en annan skärm” i lektionen på din telefon. Skriv de sex bokstäverna som visas där.",
    .letters_label = "Sex bokstäver",
    .letters_wrong =
        "De bokstäverna fungerar inte. De gäller i tio minuter och kan bara användas en gång. Skriv dem igen "
        "eller ta fram nya.",
    .confirm_title = "Öppna lektionen på den här skärmen?",
    .confirm_text = "Bokstäverna kan bara användas en gång.",
    .confirm = "Öppna här",
    .screen_forgets =
        "Skärmen glömmer dig när du trycker på ”Lämna skärmen”, och av sig själv efter två minuter utan att "
        "någon rör den.",
    .bad_title = "Det där gick inte att läsa",
    .bad_text = "Sidan skickade något som vi inte förstår. Gå tillbaka, ladda om sidan och försök igen.",
    .missing_title = "Här finns ingenting",
    .missing_text = "Det finns ingen sida på adressen. Kontrollera att den är rätt skriven.",
    .method_title = "Sidan går inte att öppna så här",
    .method_text = "Gå tillbaka och försök igen.",
    .large_title = "Texten är för lång",
    .large_text = "Det som skickades är större än vad vi tar emot. Gå tillbaka och skriv en kortare text.",
    .often_title = "Vänta en liten stund",
    .often_text = "Det kom för många försök härifrån. Försök igen om en minut.",
    .mistake_title = "Något gick fel hos oss",
    .mistake_text = "Det du har gjort tidigare är sparat. Försök igen om en stund.",
    .busy_title = "Servern är upptagen just nu",
    .busy_text =
        "Den kanske startar om. Det du har gjort tidigare är sparat. Försök igen om några "
        "sekunder.",
};

constexpr PublicWords kEnglish = {
    .error = "Error: ",
    .front_title = "Open your lesson",
    .front_text = "Do you have a code on paper or in a mail? Type it here.",
    .code_label = "Code",
    .code_hint =
        "16 letters and digits. Capital or small makes no difference, and you need not type the hyphens.",
    .code_wrong = "That is not a code. A code has 16 letters and digits. Please look again.",
    .open = "Open",
    .no_code = "No code?",
    .to_link = "Get a link to your lessons by mail",
    .to_sign_in = "Sign in as a manager or coordinator",
    .to_screen = "Open a lesson on a screen that several people use",
    .link_title = "Get a link by mail",
    .link_text =
        "Type the e-mail address that you have at work or as an elected representative. We will send a link "
        "to "
        "your lessons.",
    .address_label = "E-mail address",
    .address_wrong = "That is not an e-mail address. Please look again.",
    .send = "Send a link",
    .sent_title = "Check your inbox",
    .sent_text = "If we know the address, a mail with a link will come within a few minutes.",
    .sent_nothing =
        "No mail? Look in the spam folder and check that you typed the right address. Otherwise ask whoever "
        "is "
        "responsible for the training where you work.",
    .gone_title = "The link does not work",
    .gone_text = "It may be too old, or a part of it may be missing. You can get a new one by mail:",
    .to_front = "To the start page",
    .screen_title = "Open a lesson here",
    .screen_text =
        "Choose “Open on another screen” in the lesson on your phone. Type the six letters that it shows.",
    .letters_label = "Six letters",
    .letters_wrong =
        "Those letters do not work. They can be used once, within ten minutes. Type them again or get new "
        "ones.",
    .confirm_title = "Open the lesson on this screen?",
    .confirm_text = "The letters work once.",
    .confirm = "Open here",
    .screen_forgets =
        "The screen forgets you when you press “Leave this screen”, and by itself after two minutes without "
        "a "
        "touch.",
    .bad_title = "That could not be read",
    .bad_text = "The page sent something that we do not understand. Go back, reload the page and try again.",
    .missing_title = "There is nothing here",
    .missing_text = "The address leads nowhere. Please check that it is typed right.",
    .method_title = "The page cannot be opened like this",
    .method_text = "Go back and try again.",
    .large_title = "The text is too long",
    .large_text = "What was sent is larger than what we take. Go back and write a shorter text.",
    .often_title = "Please wait a little",
    .often_text = "Too many tries came from here. Try again in a minute.",
    .mistake_title = "Something went wrong on our side",
    .mistake_text = "What you did before is saved. Try again in a while.",
    .busy_title = "We are busy right now",
    .busy_text =
        "The server is busy or restarting. What you did before is saved. Try again in a few "
        "seconds.",
};

}  // namespace

const PublicWords& PublicWordsOf(absl::string_view language) {
  return language == "en" ? kEnglish : kSwedish;
}

}  // namespace nanolearn::pages
