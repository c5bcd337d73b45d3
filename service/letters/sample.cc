#include "service/letters/letter.h"
#include "service/letters/words.h"

namespace nanolearn::letters {
namespace {

constexpr Date kDueDate(2026, 12, 14);

std::string SampleUrl(LetterKind kind) {
  switch (kind) {
    case LetterKind::kDigest:
    case LetterKind::kEscalation:
      return "https://nanolearn.example/sign-in";
    case LetterKind::kSignIn:
      return "https://nanolearn.example/sign-in/k7mq2x9dhj4np3ra";
    default:
      return "https://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra";
  }
}

}  // namespace

LetterValues SampleValues(LetterKind kind, absl::string_view language) {
  const Words words(language);
  LetterValues values{.organisation = words("Exempelkommunen", "Example Council"),
                      .contact_email = "sakerhet@example.org",
                      .given_name = words("Kim", "Kim"),
                      .url = SampleUrl(kind)};
  if (kind == LetterKind::kDigest || kind == LetterKind::kEscalation) {
    values.groups = {{words("Björkskolan", "Birch School"), 160, 142, 7},
                     {words("Förskolan Solen", "Sun Nursery"), 48, 48, 0}};
    values.late_people = 3;
    return values;
  }
  if (kind == LetterKind::kSignIn) return values;
  const bool is_late = kind == LetterKind::kOverdue;
  values.code = "k7mq-2x9d-hj4n-p3ra";
  values.lessons = {{words("Falska mejl", "Fake emails"), 2, kDueDate, is_late},
                    {words("Starka lösenord", "Strong passwords"), 3, kDueDate + 14, false}};
  values.days = 60;
  return values;
}

}  // namespace nanolearn::letters
