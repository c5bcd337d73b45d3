#include "service/app/lesson_mails.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/app/learner_links.h"
#include "service/app/mail_writer.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

// What mails call modules.
class LessonTitles {
 public:
  LessonTitles(const ReadTransaction& tx, ModuleCache& cache, Id organisation_id,
               absl::Span<const LessonMailOrder> orders)
      : tx_(tx), cache_(cache), organisation_id_(organisation_id) {
    std::vector<Id> ids;
    for (const LessonMailOrder& order : orders) {
      for (const OpenLesson& lesson : order.lessons) ids.push_back(lesson.assignment().module_id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (ModuleSummary& module : tx.modules().FindAll(organisation_id, ids)) {
      modules_[module.id] = std::move(module);
    }
  }

  letters::LessonItem ItemOf(const OpenLesson& lesson, const std::string& language) const {
    const ModuleSummary& module = modules_.at(lesson.assignment().module_id);
    return {TitleIn(language, tx_, cache_, organisation_id_, module), module.minutes, lesson.due_date,
            lesson.is_late};
  }

 private:
  const ReadTransaction& tx_;
  ModuleCache& cache_;
  const Id organisation_id_;
  absl::flat_hash_map<Id, ModuleSummary> modules_;
};

std::vector<Id> PeopleOf(absl::Span<const LessonMailOrder> orders) {
  std::vector<Id> people;
  for (const LessonMailOrder& order : orders) people.push_back(order.person_id);
  return people;
}

}  // namespace

std::string AboutLessons(Id person_id, Date day) {
  return absl::StrCat("lessons ", FormatId(person_id), " ", FormatDate(day));
}

absl::StatusOr<LessonMails> ComposeLessonMails(const Environment& env, ModuleCache& modules,
                                               WriteTransaction& tx, const Organisation& organisation,
                                               Date day, absl::Span<const LessonMailOrder> orders) {
  const absl::Time now = env.clock.Now();
  const MailRecipients recipients = ReadRecipients(tx, organisation, PeopleOf(orders), day, now);
  LessonMails result{.no_address = recipients.no_address, .unreachable = recipients.unreachable};
  std::vector<const LessonMailOrder*> reached;
  std::vector<Id> assignments;  // the most pressing of each: its link leads to the others too
  for (const LessonMailOrder& order : orders) {
    if (!recipients.reached.contains(order.person_id)) continue;
    reached.push_back(&order);
    assignments.push_back(order.lessons.front().assignment().id);
  }
  if (reached.empty()) return result;
  const std::vector<LearnerLink> links = LinksFor(env, tx, organisation.id, assignments);
  const LessonTitles titles(tx, modules, organisation.id, orders);
  MailWriter writer(tx, organisation);
  for (size_t i = 0; i < reached.size(); ++i) {
    const LessonMailOrder& order = *reached[i];
    const MailRecipient& recipient = recipients.reached.at(order.person_id);
    letters::LetterValues values;
    values.code = LinkCode(links[i], env.keys.InUse());
    values.url = LinkUrl(env, values.code);
    values.days = static_cast<int>((links[i].expire_time - now) / absl::Hours(24));
    for (const OpenLesson& lesson : order.lessons) {
      values.lessons.push_back(titles.ItemOf(lesson, recipient.language));
    }
    ASSIGN_OR_RETURN(Mail mail, writer.Write(order.letter, order.person_id, recipient, values, day));
    mail.about = AboutLessons(order.person_id, day);
    mail.kind = MailKind::kLessons;
    result.mails.push_back(std::move(mail));
  }
  return result;
}

}  // namespace nanolearn
