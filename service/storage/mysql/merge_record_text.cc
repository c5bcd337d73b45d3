#include "service/storage/mysql/merge_record_text.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {
namespace {

using nlohmann::json;

void Read(const json& object, PersonMergeRecord& record) {
  Belongings& belongings = record.belongings;
  for (const json& hash : object.at("identities")) {
    belongings.identities.push_back(absl::HexStringToBytes(hash.get<std::string>()));
  }
  object.at("engagements").get_to(belongings.engagements);
  object.at("attributes").get_to(belongings.attributes);
  object.at("directory_users").get_to(belongings.directory_users);
  object.at("assignments").get_to(record.assignments);
  object.at("completed").get_to(record.completed);
  for (const json& ended : object.at("ended_attributes")) {
    Date valid_to;
    if (!absl::ParseCivilTime(ended.at("valid_to").get<std::string>(), &valid_to)) {
      throw DatabaseError(0, "what a merge moved: not a date");
    }
    record.ended_attributes.push_back({ended.at("id"), valid_to, ended.at("is_current")});
  }
  object.at("begun_attributes").get_to(record.begun_attributes);
}

}  // namespace

std::string FormatMoved(const PersonMergeRecord& record) {
  json object = {{"identities", json::array()},
                 {"engagements", record.belongings.engagements},
                 {"attributes", record.belongings.attributes},
                 {"directory_users", record.belongings.directory_users},
                 {"assignments", record.assignments},
                 {"completed", record.completed},
                 {"ended_attributes", json::array()},
                 {"begun_attributes", record.begun_attributes}};
  for (const std::string& hash : record.belongings.identities) {
    object["identities"].push_back(absl::BytesToHexString(hash));
  }
  for (const EndedVersion& ended : record.ended_attributes) {
    object["ended_attributes"].push_back(
        {{"id", ended.id}, {"valid_to", FormatDate(ended.valid_to)}, {"is_current", ended.is_current}});
  }
  return object.dump();
}

void ParseMoved(const std::string& text, PersonMergeRecord& record) {
  try {
    Read(json::parse(text), record);
  } catch (const json::exception&) {  // it quotes the text
    throw DatabaseError(0, "what a merge moved cannot be read");
  }
}

}  // namespace nanolearn::mysql
