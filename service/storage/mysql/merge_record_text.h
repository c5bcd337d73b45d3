#pragma once
// What a merge moved, as the JSON of the column `moved`.

#include <string>

#include "service/domain/person_merge.h"

namespace nanolearn::mysql {

// Belongings, assignments, completed, ended_attributes and begun_attributes.
std::string FormatMoved(const PersonMergeRecord& record);
// Puts them into `record`. Throws DatabaseError for text that FormatMoved does not make.
void ParseMoved(const std::string& text, PersonMergeRecord& record);

}  // namespace nanolearn::mysql
