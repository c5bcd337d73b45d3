#pragma once
// Runs of staff lists in words.

#include <string>

#include "absl/strings/string_view.h"
#include "service/domain/sync_change.h"
#include "service/domain/sync_run.h"
#include "service/pages/coordinate_views.h"
#include "service/pages/figure_words.h"

namespace nanolearn::pages {

// "personal: personal_2026-12.csv, gäller från 1 december 2026".
std::string RunTitle(const HeldRunItem& run, const FigureWords& words);
// "Börjar", "Slutar", ...
std::string ChangeWord(SyncChangeKind kind, const FigureWords& words);
// "Godkänd och införd", ...
std::string RunStateWord(SyncRunState state, const FigureWords& words);
// What a field is called: "enhet" for "unit".
// "enhet: Bibliotek (5001) → Teknik (30)".
std::string FieldText(const FieldChange& change, const FigureWords& words);
// Whom a change is about, unless nobody may know.
std::string ChangedName(const ChangeItem& change, const FigureWords& words);
std::string FieldWord(absl::string_view field, const FigureWords& words);

}  // namespace nanolearn::pages
