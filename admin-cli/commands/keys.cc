#include "admin-cli/commands/keys.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/key_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Key;
using v1::KeyService;

const ColumnsOf<Key>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Key>{
      {{"key", "Key", Type::kNumber}, [](const Key& k) { return k.number(); }},
      {{"state", "State", Type::kEnum}, [](const Key& k) { return EnumText(k.state()); }},
      {{"used", "In use since", Type::kTime}, [](const Key& k) { return Instant(k.has_use_time(), k.use_time()); }},
      {{"retired", "Retired", Type::kTime}, [](const Key& k) { return Instant(k.has_retire_time(), k.retire_time()); }},
      {{"organisations", "Organisations", Type::kNumber}, [](const Key& k) { return k.organisations(); }},
      {{"secrets", "Secrets", Type::kNumber}, [](const Key& k) { return k.secrets(); }},
      {{"file_parts", "File parts", Type::kNumber}, [](const Key& k) { return k.file_parts(); }}};
  return *kColumns;
}

absl::Status Show(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListKeysResponse response,
                   context.client.Call<KeyService>(&KeyService::Stub::ListKeys, v1::ListKeysRequest()));
  context.AnswerList(Columns(), response.keys(), "There is no key.");
  return absl::OkStatus();
}

struct KeyOptions {
  std::string number, request_id;
  bool yes = false;
};

absl::StatusOr<std::string> KeyName(const std::string& number) {
  int parsed = 0;
  if (absl::SimpleAtoi(number, &parsed)) return absl::StrCat("keys/", parsed);
  return UsageError(absl::StrCat("NUMBER: \"", number, "\" is not the number of a key; nanolearn keys show shows them."));
}

absl::Status Use(const KeyOptions& options, Context& context) {
  v1::UseKeyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), KeyName(options.number));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Use key ", options.number,
                                         "? There is no way back, and servers without it answer nothing until "
                                         "identity.key is copied to them."),
                            context));
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const Key key, context.client.Call<KeyService>(&KeyService::Stub::UseKey, request));
  context.AnswerOne(Columns(), key);
  context.Note(absl::StrCat("Key ", key.number(), " is in use. nanolearn keys show says what is still under earlier ones."));
  return absl::OkStatus();
}

absl::Status Retire(const KeyOptions& options, Context& context) {
  v1::RetireKeyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), KeyName(options.number));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Retire key ", options.number,
                                         "? Links to lessons and forms on pages that were made while it was in use do not "
                                         "work any more."),
                            context));
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const Key key, context.client.Call<KeyService>(&KeyService::Stub::RetireKey, request));
  context.AnswerOne(Columns(), key);
  context.Note(absl::StrCat("Retired key ", key.number(), ". It must stay in identity.key."));
  return absl::OkStatus();
}

}  // namespace

void AddKeys(CommandLine& line) {
  Noun noun = line.AddNoun("keys", "The installation's keys, and which of them is in use");
  noun.AddVerb({"show", "The keys and what is still under each", "keys show"}).Does(Show);

  Verb use = noun.AddVerb({"use", "Use a key that nanolearnd keys add has made", "keys use 2 --yes"});
  auto& used = use.Runs(Use);
  use.Argument(used.number, "NUMBER", "The key, as keys show shows it");
  use.Yes(used.yes);
  use.RequestId(used.request_id);

  Verb retire = noun.AddVerb({"retire", "Let nothing count any more that an earlier key has proven", "keys retire 1 --yes"});
  auto& retired = retire.Runs(Retire);
  retire.Argument(retired.number, "NUMBER", "The key, as keys show shows it");
  retire.Yes(retired.yes);
  retire.RequestId(retired.request_id);
}

}  // namespace nanolearn::cli
