#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/audit.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "admin-cli/enums.h"
#include "admin-cli/files.h"
#include "admin-cli/progress.h"
#include "nanolearn/v1/audit_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/audit_export.h"

namespace nanolearn::cli {
namespace {

using v1::AuditService;

constexpr size_t kMaxAnchorBytes = 16 << 20;
constexpr size_t kMaxAuditFileBytes = size_t{1} << 40;

Id IdOf(const std::string& text) { return ParseId(text).value_or(kNoId); }

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

// An entry and its hash, as they came.
struct Chained {
  AuditEntry entry;
  std::string hash;
};

Chained FromProto(const v1::AuditEntry& proto) {
  AuditEntry entry{
      .sequence = proto.sequence(),
      .time = TimeOf(proto.time()),
      .origin = {{ParseAuditActorType(EnumText(proto.actor_type())).value_or(AuditActorType::kServer),
                  IdOf(proto.actor())},
                 ParseAuditChannel(EnumText(proto.channel())).value_or(AuditChannel::kServer),
                 proto.address()},
      .action = proto.action(),
      .resource = proto.resource(),
      .person_id = IdOf(proto.person()),
      .outcome = ParseAuditOutcome(EnumText(proto.outcome())).value_or(AuditOutcome::kDone),
      .request_id = proto.request_id(),
      .details = {proto.details().begin(), proto.details().end()}};
  return {std::move(entry), absl::HexStringToBytes(proto.hash())};
}

// Asks for the chain page by page and writes it to a file.
class Exporter {
 public:
  Exporter(Context& context, std::string parent, std::ostream& out)
      : context_(context), parent_(std::move(parent)), out_(out) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(head_, ReadHead());
    const Id organisation_id = IdOf(head_.organisation());
    out_ << AuditFileStart(organisation_id) << "\n";
    RETURN_IF_ERROR(WriteEntries(organisation_id));
    out_ << AuditFileEnd({head_.sequence(), absl::HexStringToBytes(head_.hash())}) << "\n";
    return absl::OkStatus();
  }

  uint64_t entries() const { return written_; }

 private:
  absl::StatusOr<v1::AuditHead> ReadHead() {
    v1::GetAuditHeadRequest request;
    request.set_parent(parent_);
    return context_.client.Call<AuditService>(&AuditService::Stub::GetAuditHead, request);
  }

  // Up to the head: entries that come while the file is written are for the next export. Where there are entries that the head does not
  // know of now either, somebody has changed it: they are written, so that it is found.
  absl::Status WriteEntries(Id organisation_id) {
    v1::ListAuditEntriesRequest request;
    request.set_parent(parent_);
    request.set_oldest_first(true);
    request.set_page_size(limits::kMaxPageSize);
    Progress progress(context_.err, context_.environment, "Reading", static_cast<int64_t>(head_.sequence()));
    bool is_beyond = false;
    do {
      ASSIGN_OR_RETURN(const v1::ListAuditEntriesResponse page,
                       context_.client.Call<AuditService>(&AuditService::Stub::ListAuditEntries, request));
      for (const v1::AuditEntry& proto : page.entries()) {
        if (proto.sequence() > head_.sequence() && !is_beyond) {
          ASSIGN_OR_RETURN(const v1::AuditHead now, ReadHead());
          if (now.sequence() >= proto.sequence()) return absl::OkStatus();
          is_beyond = true;
        }
        const Chained chained = FromProto(proto);
        out_ << AuditFileLine(organisation_id, chained.entry, chained.hash) << "\n";
        ++written_;
      }
      progress.Set(static_cast<int64_t>(written_));
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return absl::OkStatus();
  }

  Context& context_;
  const std::string parent_;
  std::ostream& out_;
  v1::AuditHead head_;
  uint64_t written_ = 0;
};

struct ExportOptions {
  std::string out;
};

absl::Status Export(const ExportOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (options.out.empty()) return Exporter(context, names.parent(), context.out).Run();
  std::ofstream file(options.out, std::ios::binary | std::ios::trunc);
  if (!file) return InputError(absl::StrCat("The file ", options.out, " cannot be written."));
  Exporter exporter(context, names.parent(), file);
  RETURN_IF_ERROR(exporter.Run());
  file.close();
  if (!file) return UnexpectedError(absl::StrCat("The file ", options.out, " could not be written to its end."));
  context.Note(absl::StrCat("Wrote ", exporter.entries(), " entries to ", options.out,
                            ". Check it with nanolearn audit verify ", options.out, "."));
  return absl::OkStatus();
}

struct VerifyOptions {
  std::string file;
  std::vector<std::string> anchors;
};

// An anchor itself, or a file with some.
absl::Status AddAnchors(const std::string& text, std::vector<AuditAnchor>& anchors) {
  absl::StatusOr<std::vector<AuditAnchor>> read = ParseAnchors(text);
  if (!read.ok()) {
    ASSIGN_OR_RETURN(const std::string content, ReadFile(text, kMaxAnchorBytes));
    read = ParseAnchors(content);
  }
  if (!read.ok()) return InputError(absl::StrCat(text, ": ", read.status().message(), "."));
  anchors.insert(anchors.end(), read->begin(), read->end());
  return absl::OkStatus();
}

absl::StatusOr<AuditVerifier> Check(const VerifyOptions& options, Context& context) {
  std::vector<AuditAnchor> anchors;
  for (const std::string& anchor : options.anchors) RETURN_IF_ERROR(AddAnchors(anchor, anchors));
  ASSIGN_OR_RETURN(const size_t size, SizeOfFile(options.file, kMaxAuditFileBytes));
  std::ifstream file(options.file, std::ios::binary);
  AuditVerifier verifier(std::move(anchors));
  Progress progress(context.err, context.environment, "Checking", static_cast<int64_t>(size));
  int64_t read = 0;
  for (std::string line; std::getline(file, line);) {
    verifier.Add(line);
    read += static_cast<int64_t>(line.size()) + 1;
    progress.Set(read);
  }
  verifier.Finish();
  return verifier;
}

const ColumnsOf<AuditProblem>& Columns() {
  static const auto* const kColumns = new ColumnsOf<AuditProblem>{
      {{"sequence", "Entry", Type::kNumber}, [](const AuditProblem& p) { return static_cast<int64_t>(p.sequence); }},
      {{"problem", "What is wrong"}, [](const AuditProblem& p) { return p.text; }}};
  return *kColumns;
}

absl::Status Verify(const VerifyOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const AuditVerifier verifier, Check(options, context));
  context.Answer(TableOf(Columns(), verifier.problems()));
  const uint64_t problems = verifier.problem_count();
  if (problems > 0) {
    return UnexpectedError(absl::StrCat(
        "The chain is broken in ", problems, problems == 1 ? " place" : " places",
        ". What is listed was changed after it was written; everything before the first place is as it was."));
  }
  context.Note(absl::StrCat("The chain is whole: ", verifier.entries(), " entries, the last with the hash ",
                            Hex(verifier.head().hash), "."));
  if (verifier.anchors() > 0) {
    context.Note(absl::StrCat(verifier.anchors(), verifier.anchors() == 1 ? " anchor agrees" : " anchors agree", " with it."));
  } else {
    context.Note(
        "That nobody made the whole chain again, an anchor alone can show: --anchor with what audit head said once.");
  }
  return absl::OkStatus();
}

}  // namespace

void AddAuditFile(Noun& noun) {
  Verb written = noun.AddVerb({"export", "Write the whole chain to a file, a line of JSON for each entry",
                               "audit export --out audit.jsonl"});
  written.Option(written.Runs(Export).out, "--out", "FILE", "Where to; without it to standard output");

  Verb verify = noun.AddVerb({"verify",
                              "Check an exported chain, without the server; exit code 1 and a list when it is broken",
                              "audit verify audit.jsonl"});
  auto& verified = verify.Runs(Verify);
  verify.Argument(verified.file, "FILE", "As audit export wrote it");
  verify.Options(verified.anchors, "--anchor", "ANCHOR",
                 "What audit head printed once, \"NUMBER HASH\", or a file with some: kept lines, one of --audit-anchor-file, or a mail");
}

}  // namespace nanolearn::cli
