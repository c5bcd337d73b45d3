#include "service/app/mail_rounds.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "service/app/lesson_mails.h"
#include "service/app/lookup.h"
#include "service/app/mail_digests.h"
#include "service/app/mail_round_people.h"
#include "service/app/outbox.h"
#include "service/base/status_macros.h"
#include "service/domain/mail_stage.h"

namespace nanolearn {
namespace {

constexpr int kPeopleTogether = 200;
constexpr int kManagersTogether = 50;
// Days without mails that are made up for: whoever was away for longer begins anew.
constexpr int kMaxCaughtUp = 14;
constexpr absl::Duration kFirstLook = absl::Hours(24);
// The clocks of servers on one database may differ by so much.
constexpr absl::Duration kClocksApart = absl::Seconds(10);

// The last day that was told of before the one that is being done.
Date ToldUntil(const MailRound& round) {
  return std::max(round.done_until.value_or(*round.day - 1), *round.day - 1 - kMaxCaughtUp);
}

bool IsMailTime(const Organisation& organisation, absl::Time now) {
  return NextMailTime(organisation.mail_hours, ZoneOf(organisation), now) == now;
}

// 1 Monday to 7 Sunday.
int WeekdayOf(Date day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

// Also when its own day had no mails.
bool IsDigestDay(const Organisation& organisation, const MailRound& round) {
  for (Date day = ToldUntil(round) + 1; day <= *round.day; ++day) {
    if (WeekdayOf(day) == organisation.digest_weekday) return true;
  }
  return false;
}

std::vector<Programme> TellingProgrammes(const ReadTransaction& tx, Id organisation_id) {
  std::vector<Programme> programmes = AllProgrammes(tx, organisation_id);
  std::erase_if(programmes, [](const Programme& programme) { return !Tells(programme.mails); });
  return programmes;
}

// Everybody whom something may be to be told.
void QueuePeople(WriteTransaction& tx, Id organisation_id, const MailRound& round) {
  std::vector<Id> ids;
  const std::vector<Programme> programmes = TellingProgrammes(tx, organisation_id);
  for (const Programme& programme : programmes) ids.push_back(programme.id);
  for (Date day = ToldUntil(round) + 1; day <= *round.day; ++day) {
    // What is new is asked for once.
    MailRoundQuery query{.day = day, .since = day == *round.day ? round.new_since : round.begin_time};
    for (const Programme& programme : programmes) {
      const std::vector<Date> dates = DueDatesFor(programme.mails, day);
      query.due_dates.insert(query.due_dates.end(), dates.begin(), dates.end());
    }
    std::sort(query.due_dates.begin(), query.due_dates.end());
    query.due_dates.erase(std::unique(query.due_dates.begin(), query.due_dates.end()), query.due_dates.end());
    tx.mail_rounds().Queue(organisation_id, ids, query);
  }
}

// A mail that takes the place of a manager's reminder is one too.
void KeepReminders(const ReadTransaction& tx, Id organisation_id, Date today,
                   std::vector<LessonMailOrder>& orders) {
  std::vector<std::string> abouts;
  for (const LessonMailOrder& order : orders) abouts.push_back(AboutLessons(order.person_id, today));
  const std::vector<Id> reminded = tx.mails().UntriedTo(organisation_id, abouts);
  for (LessonMailOrder& order : orders) {
    const bool is_late =
        absl::c_any_of(order.lessons, [](const OpenLesson& lesson) { return lesson.is_late; });
    if (is_late && absl::c_linear_search(reminded, order.person_id)) order.letter = LetterKind::kOverdue;
  }
}

}  // namespace

absl::StatusOr<MailRounds::Step> MailRounds::Next(const Organisation& organisation) {
  if (!IsMailTime(organisation, env_.clock.Now())) return Step{};
  const Date today = Today(env_, organisation);
  MailRound round;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    round = tx.mail_rounds().Find(organisation.id);
    return absl::OkStatus();
  }));
  Step step;
  if (!round.day) {
    if (round.done_until && *round.done_until >= today) return step;
    ASSIGN_OR_RETURN(step.may_be_more, MustBegin(organisation));
    if (step.may_be_more) RETURN_IF_ERROR(Begin(organisation, today));
    return step;
  }
  Digests digests;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    step = {.may_be_more = true};
    digests = {};
    return GoOn(tx, organisation, today, step, digests);
  }));
  if (!digests.managers.empty()) RETURN_IF_ERROR(SendDigests(organisation, digests, step));
  return step;
}

// An organisation in which no programme writes to anybody gets no mails at all. While lessons are being
// assigned the round waits, so that those of the last seconds are not left for the next day.
absl::StatusOr<bool> MailRounds::MustBegin(const Organisation& organisation) {
  bool must = false;
  const absl::Time quiet_since = env_.clock.Now() - kClocksApart;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    must = !TellingProgrammes(tx, organisation.id).empty() &&
           tx.assignments().LastId(organisation.id) < FirstIdAt(quiet_since);
    return absl::OkStatus();
  }));
  return must;
}

absl::Status MailRounds::Begin(const Organisation& organisation, Date today) {
  // Whoever assigns holds the roster's lock from before the assignments' ids are drawn until they can be
  // seen. With the lock held there is nothing in between: what is older than this moment is seen below, the
  // rest is for the next day. Ids are drawn by each server's own clock, so that what the last seconds assigned
  // is left for the next day too: a server that is behind may still draw ids of those.
  absl::Time begin;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(organisation.id);
    begin = env_.clock.Now() - kClocksApart;
    return absl::OkStatus();
  }));
  return env_.store.Write([&](WriteTransaction& tx) {
    MailRound round = tx.mail_rounds().Lock(organisation.id);
    const bool other_was_faster = round.day || (round.done_until && *round.done_until >= today);
    if (other_was_faster) return absl::OkStatus();
    // Whoever turns mails on gets those of what is assigned from then on; what was assigned just before may
    // have been the preparation.
    round.new_since = round.done_until ? std::max(round.begin_time, begin - kMaxCaughtUp * absl::Hours(24))
                                       : begin - kFirstLook;
    round.begin_time = begin;
    round.day = today;
    QueuePeople(tx, organisation.id, round);
    if (IsDigestDay(organisation, round)) tx.mail_rounds().QueueManagers(organisation.id, today);
    tx.mail_rounds().Put(organisation.id, round);
    return absl::OkStatus();
  });
}

absl::Status MailRounds::GoOn(WriteTransaction& tx, const Organisation& organisation, Date today, Step& step,
                              Digests& digests) {
  MailRound round = tx.mail_rounds().Lock(organisation.id);
  if (!round.day) return absl::OkStatus();
  const std::vector<Id> people = tx.mail_rounds().TakePeople(organisation.id, kPeopleTogether);
  if (!people.empty()) return TellPeople(tx, organisation, round, today, people, step);
  // What a round of a day that is over finds is told of by today's own: a manager gets one such mail a day.
  if (*round.day == today) {
    const std::vector<Escalation> escalations =
        tx.mail_rounds().TakeEscalations(organisation.id, today, kManagersTogether);
    if (!escalations.empty()) return TellManagers(tx, organisation, today, escalations, step);
  }
  digests = {*round.day, tx.mail_rounds().QueuedManagers(organisation.id, kManagersTogether)};
  if (!digests.managers.empty()) return absl::OkStatus();
  round.done_until = round.day;
  round.day.reset();
  tx.mail_rounds().Put(organisation.id, round);
  return absl::OkStatus();
}

// A day that could not be done to its end is gone on with as of today, under today's name: if today's own
// mails find the same people, they have theirs.
absl::Status MailRounds::TellPeople(WriteTransaction& tx, const Organisation& organisation,
                                    const MailRound& round, Date today, absl::Span<const Id> people,
                                    Step& step) {
  RoundTasks tasks = TasksOf(tx, organisation, round, ToldUntil(round), today, people);
  KeepReminders(tx, organisation.id, today, tasks.orders);
  tx.mail_rounds().InsertEscalations(organisation.id, tasks.escalations);
  ASSIGN_OR_RETURN(LessonMails mails,
                   ComposeLessonMails(env_, modules_, tx, organisation, today, tasks.orders));
  step.mails = static_cast<int>(mails.mails.size());
  step.no_address = mails.no_address;
  step.unreachable = mails.unreachable;
  PostAll(env_, tx, organisation, std::move(mails.mails));
  return absl::OkStatus();
}

absl::Status MailRounds::TellManagers(WriteTransaction& tx, const Organisation& organisation, Date today,
                                      absl::Span<const Escalation> escalations, Step& step) {
  ASSIGN_OR_RETURN(std::vector<Mail> mails, ComposeEscalations(env_, tx, organisation, today, escalations));
  step.mails = static_cast<int>(mails.size());
  PostAll(env_, tx, organisation, std::move(mails));
  return absl::OkStatus();
}

// Figures take a while to read: nobody is to wait for the round's row meanwhile.
absl::Status MailRounds::SendDigests(const Organisation& organisation, const Digests& digests, Step& step) {
  absl::StatusOr<std::vector<Mail>> mails = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    mails = ComposeDigests(env_, trees_, tx, organisation, digests.day, digests.managers);
    return mails.status();
  }));
  return env_.store.Write([&](WriteTransaction& tx) {
    tx.mail_rounds().Lock(organisation.id);
    // Another server may have been faster.
    const std::vector<Id> taken = tx.mail_rounds().TakeManagers(organisation.id, digests.managers);
    std::vector<Mail> posted = *mails;
    std::erase_if(posted, [&](const Mail& mail) { return absl::c_count(taken, mail.person_id) == 0; });
    step.mails = static_cast<int>(posted.size());
    PostAll(env_, tx, organisation, std::move(posted));
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
