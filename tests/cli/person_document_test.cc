#include "admin-cli/commands/person_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRecord[] = R"({
  "format": "nanolearn-person-1", "organisation": "Älvnäs", "person": "01jd8y3kq4m2n", "exported": "2026-11-24T11:00:00Z",
  "names": [{"source": "personal", "from": "2026-11-02", "to": null, "given_name": "DONE", "email": "", "protected_identity": false}],
  "completions": [{"module": "Nätfiske", "completed": "2026-11-10T08:30:00Z", "taken_back": {"reason": "Fel person"}}],
  "lessons": [{"module": "Rutin", "answers": [{"question": 1, "tries": 2, "right": true}]}],
  "directory_users": [{"source": "entra", "resource": {"userName": "anna"}}],
  "mails": [{"kind": "LESSONS", "state": "SENT"}],
  "links": [], "identities": 1, "unheard_of": [{"strange": 7}]})";

TEST(PersonDocumentTest, IsReadInSwedish) {
  const std::string text = PersonDocument(kRecord, "sv").value();
  EXPECT_THAT(text, HasSubstr("Organisation: Älvnäs\nPerson, id: 01jd8y3kq4m2n\nUttaget: 2026-11-24 11:00 UTC\n"));
  EXPECT_THAT(text, HasSubstr("Namn och adresser, som källorna har sagt dem\n"));
  EXPECT_THAT(text, HasSubstr("Källa: personal\nFrån: 2026-11-02\nFörnamn: DONE\nSkyddade uppgifter: nej\n"))
      << "what is empty is left out, and a name is no word of ours";
  EXPECT_THAT(text, HasSubstr("Gjord: 2026-11-10 08:30\nTillbakatagen:\n  Skäl: Fel person\n"));
  EXPECT_THAT(text, HasSubstr("Svar:\n  Fråga: 1\n  Försök: 2\n  Rätt: ja\n"));
  EXPECT_THAT(text, HasSubstr("Slag: inbjudan eller påminnelse\nLäge: skickat\n"));
  EXPECT_THAT(text, HasSubstr("  {\n    \"userName\": \"anna\"\n  }\n"));
  EXPECT_THAT(text, HasSubstr("Länkar till dina lektioner\n------------------------------------------------------------\nInget.\n"));
}

TEST(PersonDocumentTest, IsReadInEnglish) {
  const std::string text = PersonDocument(kRecord, "en").value();
  EXPECT_THAT(text, HasSubstr("What is known of one person\n"));
  EXPECT_THAT(text, HasSubstr("Protected identity: no\n"));
  EXPECT_THAT(text, Not(HasSubstr("Inget")));
}

TEST(PersonDocumentTest, WhatANewerServerSaysIsThereByItsKey) {
  EXPECT_THAT(PersonDocument(kRecord, "en").value(), HasSubstr("unheard_of\n"));
  EXPECT_THAT(PersonDocument(kRecord, "en").value(), HasSubstr("strange: 7\n"));
  EXPECT_FALSE(PersonDocument("", "sv").ok());
}

}  // namespace
}  // namespace nanolearn::cli
