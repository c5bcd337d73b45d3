#include "admin-cli/commands/modules_show.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/module_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

using v1::ModuleRevision;
using v1::ModuleService;
using v1::ModuleText;

Value TextsOf(const ModuleRevision& revision) {
  std::vector<Record> records;
  for (const ModuleText& text : revision.texts()) {
    records.push_back({{{"language", text.language()},
                        {"title", text.title()},
                        {"markdown", text.markdown()},
                        {"plain", text.plain()}}});
  }
  return records;
}

const ColumnsOf<ModuleRevision>& Columns() {
  using R = ModuleRevision;
  static const auto* const kColumns = new ColumnsOf<R>{
      {{"module", "Module"}, [](const R& r) { return ShortId(r.module().name()); }},
      {{"name", "Name"}, [](const R& r) { return r.module().display_name(); }},
      {{"kind", "Kind"}, [](const R& r) { return r.module().kind(); }},
      {{"minutes", "Minutes"}, [](const R& r) { return r.module().minutes(); }},
      {{"topics", "Topics"}, [](const R& r) { return ListOf(r.module().topics()); }},
      {{"languages", "Languages"}, [](const R& r) { return ListOf(r.module().languages()); }},
      {{"revision", "Revision"}, [](const R& r) { return r.module().revision(); }},
      {{"published", "Published", Type::kTime},
       [](const R& r) { return Instant(r.module().has_publish_time(), r.module().publish_time()); }},
      {{"checksum", "Checksum"}, [](const R& r) { return r.checksum(); }},
      {{"texts", "Texts"}, TextsOf}};
  return *kColumns;
}

// Without the other texts when one language was asked for.
absl::Status KeepLanguage(const std::string& language, ModuleRevision& revision) {
  if (language.empty()) return absl::OkStatus();
  std::vector<std::string> known;
  for (const ModuleText& text : revision.texts()) {
    known.push_back(text.language());
    if (text.language() != language) continue;
    const ModuleText kept = text;
    revision.clear_texts();
    *revision.add_texts() = kept;
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kNotFound,
                   absl::StrCat("The module ", ShortId(revision.module().name()), " has no text in \"",
                                language, "\"; it has ", absl::StrJoin(known, ", "), "."),
                   {.reason = "NO_SUCH_LANGUAGE"});
}

// The text in the module's first language, which is the one to fall back on.
const ModuleText* FirstText(const ModuleRevision& revision) {
  for (const std::string& language : revision.module().languages()) {
    for (const ModuleText& text : revision.texts()) {
      if (text.language() == language) return &text;
    }
  }
  return nullptr;
}

}  // namespace

absl::Status ShowModule(const ShowModuleOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const std::string module, names.Module(options.id));
  v1::GetModuleRevisionRequest request;
  request.set_name(absl::StrCat(module, "/revisions/",
                                options.revision == 0 ? "latest" : std::to_string(options.revision)));
  ASSIGN_OR_RETURN(ModuleRevision revision,
                   context.client.Call<ModuleService>(&ModuleService::Stub::GetModuleRevision, request));
  RETURN_IF_ERROR(KeepLanguage(options.language, revision));
  const ModuleText* const text = FirstText(revision);
  const bool to_read = context.config.format == Format::kTable || context.config.format == Format::kPlain;
  if (to_read && text != nullptr) {
    context.out << WithoutForbidden(text->plain());
  } else {
    context.AnswerOne(Columns(), revision);
  }
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
