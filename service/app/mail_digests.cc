#include "service/app/mail_digests.h"

#include <map>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/compliance_facts.h"
#include "service/app/compliance_privacy.h"
#include "service/app/mail_writer.h"
#include "service/app/manager_privacy.h"
#include "service/app/reporting_lines.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

// Who answers for more has the page to look at.
constexpr size_t kMaxUnits = 20;

std::string About(absl::string_view what, Id person_id, Date day) {
  return absl::StrCat(what, " ", FormatId(person_id), " ", FormatDate(day));
}

std::string SignInUrl(const Environment& env) { return absl::StrCat(env.public_url, "/sign-in"); }

std::string OwnPeople(const std::string& language) {
  return language == "en" ? "People who report to you directly" : "De som du är närmaste chef för";
}

letters::GroupItem GroupOf(std::string name, int required, int completed, int overdue) {
  return {.name = std::move(name), .required = required, .completed = completed, .overdue = overdue};
}

// The figures of some managers' people.
class DigestFigures {
 public:
  DigestFigures(UnitTrees& trees, const ReadTransaction& tx, const Organisation& organisation, Date day)
      : tx_(tx), organisation_(organisation), day_(day) {
    scope_.organisation = organisation;
    scope_.day = day;
    scope_.day_tree = trees.On(tx, organisation, day);
    scope_.hides_small_groups = true;
    if (!scope_.tree().nodes().empty()) hidden_ = HiddenUnitsLately(tx, scope_);
  }

  std::vector<letters::GroupItem> Of(Id manager_id, const std::string& language) const {
    std::vector<letters::GroupItem> groups;
    Figures own;
    const std::vector<Id> people = DirectReports(tx_, organisation_.id, manager_id, day_);
    for (const PersonTally& tally :
         ReadTallies(tx_, organisation_.id, people, {.day = day_}, TallyTogether)) {
      own += FiguresOf(tally.counts);
    }
    const int asked = own.required - own.waived - own.paused;
    if (asked > 0) groups.push_back(GroupOf(OwnPeople(language), asked, own.completed, own.overdue));
    AddUnits(manager_id, groups);
    return groups;
  }

 private:
  // As the manager's pages have them.
  void AddUnits(Id manager_id, std::vector<letters::GroupItem>& groups) const {
    std::vector<int> nodes = UnitsOfManager(tx_, organisation_.id, manager_id, scope_.tree(), day_);
    std::erase_if(nodes, [this](int node) { return hidden_[node]; });
    if (nodes.size() > kMaxUnits) nodes.resize(kMaxUnits);
    for (const int node : nodes) {
      const UnitVersion& unit = *scope_.tree().nodes()[node].unit;
      ComplianceScope scope = scope_;
      scope.node = node;
      scope.manager_id = manager_id;
      scope.manager_unit_id = unit.unit_id;
      if (HiddenFromManager(tx_, scope, hidden_)[node]) continue;
      const ComplianceCounts counts = ComplianceCounter(tx_, scope).OfUnits({node}, node).front();
      if (counts.active() == 0 || IsSmallGroup(scope, counts)) continue;
      groups.push_back(GroupOf(unit.name, counts.active(), counts.completed, counts.overdue));
    }
  }

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  const Date day_;
  ComplianceScope scope_;
  std::vector<bool> hidden_;  // by node, from those who know of nobody
};

}  // namespace

std::map<Id, std::set<Id>> LateByManager(const ReadTransaction& tx, Id organisation_id, Date day,
                                         absl::Span<const Escalation> escalations) {
  std::vector<Id> ids;
  for (const Escalation& escalation : escalations) ids.push_back(escalation.assignment_id);
  absl::flat_hash_map<Id, Id> late;  // the person of an assignment
  for (const OpenAssignment& open : tx.compliance().Open(organisation_id, ids, day)) {
    const Assignment& assignment = open.history.assignment;
    if (StateOn(open.history, open.presence, day) != AssignmentState::kOverdue) continue;
    late[assignment.id] = assignment.person_id;
  }
  std::map<Id, std::set<Id>> people;
  for (const Escalation& escalation : escalations) {
    const auto found = late.find(escalation.assignment_id);
    if (found != late.end()) people[escalation.manager_id].insert(found->second);
  }
  return people;
}

absl::StatusOr<std::vector<Mail>> ComposeEscalations(const Environment& env, const ReadTransaction& tx,
                                                     const Organisation& organisation, Date day,
                                                     absl::Span<const Escalation> escalations) {
  const std::map<Id, std::set<Id>> late = LateByManager(tx, organisation.id, day, escalations);
  std::vector<Id> managers;
  for (const auto& [manager, people] : late) managers.push_back(manager);
  const MailRecipients recipients = ReadRecipients(tx, organisation, managers, day, env.clock.Now());
  MailWriter writer(tx, organisation);
  std::vector<Mail> mails;
  for (const auto& [manager, people] : late) {
    const auto recipient = recipients.reached.find(manager);
    if (recipient == recipients.reached.end()) continue;
    letters::LetterValues values{.url = SignInUrl(env), .late_people = static_cast<int>(people.size())};
    ASSIGN_OR_RETURN(
        Mail mail, writer.Write(LetterKind::kEscalation, manager, recipient->second, std::move(values), day));
    mail.about = About("escalation", manager, day);
    mail.kind = MailKind::kManager;
    mails.push_back(std::move(mail));
  }
  return mails;
}

absl::StatusOr<std::vector<Mail>> ComposeDigests(const Environment& env, UnitTrees& trees,
                                                 const ReadTransaction& tx, const Organisation& organisation,
                                                 Date day, absl::Span<const Id> manager_ids) {
  const MailRecipients recipients = ReadRecipients(tx, organisation, manager_ids, day, env.clock.Now());
  std::vector<Mail> mails;
  if (recipients.reached.empty()) return mails;
  const DigestFigures figures(trees, tx, organisation, day);
  MailWriter writer(tx, organisation);
  for (const auto& [manager, recipient] : recipients.reached) {
    letters::LetterValues values{.url = SignInUrl(env)};
    values.groups = figures.Of(manager, recipient.language);
    if (values.groups.empty()) continue;
    ASSIGN_OR_RETURN(Mail mail,
                     writer.Write(LetterKind::kDigest, manager, recipient, std::move(values), day));
    mail.about = About("digest", manager, day);
    mail.kind = MailKind::kManager;
    mails.push_back(std::move(mail));
  }
  return mails;
}

}  // namespace nanolearn
