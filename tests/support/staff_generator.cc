#include "tests/support/staff_generator.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace nanolearn::testing {
namespace {

constexpr std::array kGiven = {"Anna", "Åsa",  "Bengt", "Cecilia", "Daniel", "Elif",  "Fatima", "Gösta",
                               "Hana", "Ivar", "Johan", "Karin",   "Lars",   "Maria", "Nils",   "Östen"};
constexpr std::array kFamily = {"Andersson", "Berg",  "Öberg",   "Dahl",     "Eriksson", "Fors", "Gran",
                                "Holm",      "Ihsan", "Jansson", "Karlsson", "Lind",     "Mört", "Nyström"};
constexpr std::array kTitles = {
    "Undersköterska",    "Lärare", "Barnskötare", "Systemutvecklare", "Vaktmästare",
    "Socialsekreterare", "Kock",   "Handläggare"};

// A number that looks random and depends on nothing but its arguments.
uint32_t Mix(uint64_t a, uint64_t b) {
  uint64_t x = a * 0x9E3779B97F4A7C15 + b * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 31)) * 0x94D049BB133111EB;
  return static_cast<uint32_t>(x >> 32);
}

char CheckDigit(const std::string& nine) {
  int sum = 0;
  for (size_t i = 0; i < nine.size(); ++i) {
    const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product % 10 + product / 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// A hundred people are born on each day from 1960 on.
std::string Personnummer(int person) {
  const absl::CivilDay born = absl::CivilDay(1960, 1, 1) + person / 100;
  const std::string nine =
      absl::StrFormat("%02d%02d%02d%03d", born.year() % 100, born.month(), born.day(), 900 + person % 100);
  return absl::StrFormat("%d%02d%02d-%s%c", born.year(), born.month(), born.day(), nine.substr(6),
                         CheckDigit(nine));
}

void AppendRow(const GeneratedStaff& staff, int i, std::string& text) {
  const int person = i % 20 == 19 ? i - 1 : i;
  std::array<int, 4> changes = {};  // of title, unit, name, address
  for (int list = 1; list <= staff.generation; ++list) {
    if (Mix(i, 100 + list) % 100 == 0) ++changes[Mix(i, 200 + list) % changes.size()];
  }
  const std::string married(changes[2], 'a'), moved(changes[3], 'x');
  const uint32_t unit = Mix(i, 1) % staff.units, title = Mix(i, 2) % kTitles.size();
  absl::StrAppend(&text, 100000 + i, ";", Personnummer(person), ";", kGiven[Mix(person, 3) % kGiven.size()],
                  ";", kFamily[Mix(person, 4) % kFamily.size()], married, ";p", person, moved,
                  "@example.se;+4670", absl::StrFormat("%07d", Mix(person, 5) % 10000000), ";",
                  kTitles[(title + changes[0] + staff.other_titles) % kTitles.size()], ";U");
  absl::StrAppend(&text, (unit + changes[1]) % staff.units, ";Enhet;Tillsvidare;100;", 2000 + Mix(i, 6) % 25,
                  "-0", 1 + Mix(i, 9) % 9, "-", 10 + Mix(i, 10) % 19, ";;;;",
                  i == 0 ? "" : absl::StrCat(100000 + i / 20), ";", Mix(i, 11) % 4 == 0 ? "N" : "J",
                  ";N\r\n");
}

}  // namespace

std::string GeneratedTree(int units) {
  std::string text = "code;name;parent;type\nG;Koncernen;;GROUP\n";
  for (int i = 0; i < units; ++i) absl::StrAppend(&text, "U", i, ";Enhet ", i, ";G;DEPARTMENT\n");
  return text;
}

std::string GeneratedStaffFile(const GeneratedStaff& staff) {
  std::vector<int> order(staff.rows);
  std::iota(order.begin(), order.end(), 0);
  if (staff.shuffled) std::shuffle(order.begin(), order.end(), std::mt19937(1));
  std::string text =
      "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;"
      "Anst "
      "from;Anst tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\r\n";
  text.reserve(text.size() + size_t{180} * staff.rows);
  for (const int i : order) AppendRow(staff, i, text);
  return text;
}

}  // namespace nanolearn::testing
