#include "service/app/mail_rounds.h"

#include <algorithm>

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
  Progress& progress = progress_[organisation.id];
  Progress next;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    next = progress;
    step = {.may_be_more = true};
    return GoOn(tx, organisation, today, next, step);
  }));
  progress = next;
  return step;
}

// An organisation in which no programme writes to anybody gets no mails at all.
absl::StatusOr<bool> MailRounds::MustBegin(const Organisation& organisation) {
  bool must = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    must = !TellingProgrammes(tx, organisation.id).empty();
    return absl::OkStatus();
  }));
  return must;
}

absl::Status MailRounds::Begin(const Organisation& organisation, Date today) {
  // Whoever assigns holds the roster's lock from before the assignments' ids are drawn until they can be
  // seen. With the lock held there is nothing in between: what is older than this moment is seen below, the
  // rest is for the next day.
  absl::Time begin;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(organisation.id);
    begin = env_.clock.Now() + absl::Milliseconds(1);
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

absl::Status MailRounds::GoOn(WriteTransaction& tx, const Organisation& organisation, Date today,
                              Progress& progress, Step& step) {
  MailRound round = tx.mail_rounds().Lock(organisation.id);
  if (!round.day) return absl::OkStatus();
  const std::vector<Id> people = tx.mail_rounds().TakePeople(organisation.id, kPeopleTogether);
  if (!people.empty()) return TellPeople(tx, organisation, round, today, people, step);
  if (progress.day != *round.day) progress = {.day = *round.day};
  if (!progress.done) return TellManagers(tx, organisation, *round.day, progress, step);
  const std::vector<Id> managers = tx.mail_rounds().TakeManagers(organisation.id, kManagersTogether);
  if (!managers.empty()) {
    ASSIGN_OR_RETURN(std::vector<Mail> mails,
                     ComposeDigests(env_, trees_, tx, organisation, *round.day, managers));
    step.mails = static_cast<int>(mails.size());
    PostAll(env_, tx, organisation, std::move(mails));
    return absl::OkStatus();
  }
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
  const RoundTasks tasks = TasksOf(tx, organisation, round, ToldUntil(round), today, people);
  tx.mail_rounds().InsertEscalations(organisation.id, tasks.escalations);
  ASSIGN_OR_RETURN(LessonMails mails,
                   ComposeLessonMails(env_, modules_, tx, organisation, today, tasks.orders));
  step.mails = static_cast<int>(mails.mails.size());
  step.no_address = mails.no_address;
  step.unreachable = mails.unreachable;
  PostAll(env_, tx, organisation, std::move(mails.mails));
  return absl::OkStatus();
}

absl::Status MailRounds::TellManagers(WriteTransaction& tx, const Organisation& organisation, Date round_day,
                                      Progress& progress, Step& step) {
  const std::vector<Escalation> escalations =
      tx.mail_rounds().EscalationsOn(organisation.id, round_day, progress.after, kManagersTogether);
  if (escalations.empty()) {
    progress.done = true;
    return absl::OkStatus();
  }
  progress.after = escalations.back().manager_id;
  ASSIGN_OR_RETURN(std::vector<Mail> mails,
                   ComposeEscalations(env_, tx, organisation, round_day, escalations));
  step.mails = static_cast<int>(mails.size());
  PostAll(env_, tx, organisation, std::move(mails));
  return absl::OkStatus();
}

}  // namespace nanolearn
