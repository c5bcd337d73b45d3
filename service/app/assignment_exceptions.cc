// Assignments::Except and EndException of assignments.h.

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/assignment_planner.h"
#include "service/app/assignment_viewer.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/assignment.h"
#include "service/domain/errors/resource.h"
#include "service/domain/programme_limits.h"
#include "service/domain/reason_text.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

using Histories = absl::flat_hash_map<Id, AssignmentHistory>;

Histories ById(std::vector<AssignmentHistory> histories) {
  Histories by_id;
  for (AssignmentHistory& history : histories) {
    const Id id = history.assignment.id;
    by_id[id] = std::move(history);
  }
  return by_id;
}

absl::Status Check(const ExceptionRequest& request) {
  if (request.assignment_ids.empty() || request.assignment_ids.size() > limits::kMaxExceptionsTogether) {
    return InvalidField("assignments", absl::StrCat("are 1 to ", limits::kMaxExceptionsTogether));
  }
  return CheckReason(request.reason, "reason");
}

absl::Status CheckDay(const ExceptionRequest& request, Date today) {
  if (request.day >= today) return absl::OkStatus();
  return InvalidField(
      request.kind == ExceptionKind::kWaiver ? "until_date" : "due_date",
      absl::StrCat("is today, ", FormatDate(today), ", or later: what has been counted stays as it was"));
}

const AssignmentException* WaiverOn(const AssignmentHistory& history, Date day) {
  for (const AssignmentException& exception : history.exceptions) {
    if (exception.kind == ExceptionKind::kWaiver && exception.valid.Contains(day)) return &exception;
  }
  return nullptr;
}

// Whether anything can still be decided about it.
absl::Status CheckOpen(const AssignmentHistory& history, const std::string& name, Date today) {
  const Assignment& assignment = history.assignment;
  if (assignment.complete_date) return errors::AssignmentCompleted(name, *assignment.complete_date);
  if (assignment.close_date && *assignment.close_date <= today) {
    return errors::AssignmentClosed(name, today, *assignment.close_date);
  }
  return absl::OkStatus();
}

absl::StatusOr<AssignmentException> ExceptionOf(const ExceptionRequest& request,
                                                const AssignmentHistory& history, const std::string& name,
                                                Date today) {
  RETURN_IF_ERROR(CheckOpen(history, name, today));
  AssignmentException exception{.assignment_id = history.assignment.id,
                                .kind = request.kind,
                                .valid = {today, kNoEnd},
                                .reason = request.reason};
  if (request.kind == ExceptionKind::kWaiver) {
    if (const AssignmentException* waiver = WaiverOn(history, today)) {
      return errors::AssignmentWaived(name, waiver->valid.to - 1);
    }
    exception.valid.to = request.day + 1;
    return exception;
  }
  if (request.day < history.assignment.open_date) {
    return InvalidField("due_date", absl::StrCat("is not before the assignment '", name, "' opens, on ",
                                                 FormatDate(history.assignment.open_date)));
  }
  exception.due_date = request.day;
  exception.old_due_date = history.assignment.due_date;
  return exception;
}

// The exception that is meant; without an id the one that can be ended today.
const AssignmentException* FindException(const AssignmentHistory& history, Id id, Date today) {
  const AssignmentException* found = nullptr;
  for (const AssignmentException& exception : history.exceptions) {
    if (id != kNoId && exception.id == id) return &exception;
    if (id != kNoId || exception.valid.empty()) continue;
    const bool can_end = exception.kind == ExceptionKind::kWaiver ? exception.valid.Contains(today)
                                                                  : exception.valid.from == today;
    if (can_end) found = &exception;
  }
  return found;
}

AuditEvent EventOf(const ExceptionRequest& request, const std::string& name, Id person_id, Id exception_id) {
  const bool is_waiver = request.kind == ExceptionKind::kWaiver;
  return {.action = is_waiver ? "WaiveAssignments" : "ExtendAssignments",
          .resource = name,
          .person_id = person_id,
          .request_id = request.request_id,
          .details = {{"exception", FormatId(exception_id)},
                      {is_waiver ? "until_date" : "due_date", FormatDate(request.day)},
                      {"reason_bytes", absl::StrCat(request.reason.size())}}};
}

AuditEvent EventOf(const ExceptionEnd& request, const std::string& name, Id person_id,
                   const AssignmentException& ended) {
  return {.action = "EndException",
          .resource = name,
          .person_id = person_id,
          .request_id = request.request_id,
          .details = {{"exception", FormatId(ended.id)},
                      {"kind", std::string(ExceptionKindName(ended.kind))}}};
}

absl::StatusOr<std::vector<AssignmentView>> ViewAll(const ReadTransaction& tx, const Caller& caller,
                                                    const Organisation& org, const std::vector<Id>& ids,
                                                    Date today) {
  std::vector<AssignmentView> views;
  for (const Id id : ids) {
    ASSIGN_OR_RETURN(AssignmentView view, ViewAssignment(tx, caller, org, id, today, today));
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

absl::StatusOr<std::vector<AssignmentView>> Assignments::Except(const Caller& caller,
                                                                const ExceptionRequest& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageAssignments));
  RETURN_IF_ERROR(Check(request));
  const Date today = Today(env_, org);
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, ExceptionKindName(request.kind),
                                    absl::StrCat(org.id, "\n", absl::StrJoin(request.assignment_ids, ","),
                                                 "\n", FormatDate(request.day), "\n", request.reason)));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    std::vector<Id> ids = request.assignment_ids;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const Histories histories = ById(tx.assignments().LockAll(org.id, ids));
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (!done) {
      RETURN_IF_ERROR(CheckDay(request, today));
      std::vector<Id> people;
      for (const Id id : ids) {
        const std::string name = ResourceName(org.slug, "assignments", id);
        const auto history = histories.find(id);
        if (history == histories.end()) return errors::NotFound("assignment", name);
        ASSIGN_OR_RETURN(AssignmentException exception, ExceptionOf(request, history->second, name, today));
        exception.id = env_.ids.Next();
        exception.create_time = env_.clock.Now();
        exception.created_by = caller.token.display_name;
        tx.assignments().InsertException(org.id, exception);
        people.push_back(history->second.assignment.person_id);
        Audit(tx, env_, org.id, caller.origin, EventOf(request, name, people.back(), exception.id));
      }
      AssignmentPlanner(env_, tx, org.id).PlanPeople(people);
      key.Remember(tx, org.id, "");
    }
    return absl::OkStatus();
  }));
  // After the lock on the roster, which others may be waiting for.
  std::vector<AssignmentView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(views, ViewAll(tx, caller, org, request.assignment_ids, today));
    return absl::OkStatus();
  }));
  return views;
}

absl::StatusOr<AssignmentView> Assignments::EndException(const Caller& caller, const ExceptionEnd& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageAssignments));
  const Date today = Today(env_, org);
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request.request_id, "EndException",
                                                          absl::StrCat(org.id, "\n", request.assignment_id,
                                                                       "\n", request.exception_id)));
  AssignmentView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    const std::string name = ResourceName(org.slug, "assignments", request.assignment_id);
    const std::vector<AssignmentHistory> found =
        tx.assignments().LockAll(org.id, absl::MakeConstSpan(&request.assignment_id, 1));
    if (found.empty()) return errors::NotFound("assignment", name);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (!done) {
      const AssignmentException* exception = FindException(found.front(), request.exception_id, today);
      if (!exception) return errors::NoException(name);
      if (exception->valid.empty() || exception->valid.to <= today) return errors::ExceptionEnded(name);
      if (exception->kind == ExceptionKind::kExtension && exception->valid.from < today) {
        return errors::ExtensionInUse(name, exception->valid.from);
      }
      AssignmentException ended = *exception;
      ended.valid.to = std::max(ended.valid.from, today);
      tx.assignments().EndException(org.id, ended);
      const Id person_id = found.front().assignment.person_id;
      AssignmentPlanner(env_, tx, org.id).PlanPeople({person_id});
      key.Remember(tx, org.id, "");
      Audit(tx, env_, org.id, caller.origin, EventOf(request, name, person_id, ended));
    }
    ASSIGN_OR_RETURN(view, ViewAssignment(tx, caller, org, request.assignment_id, today, today));
    return absl::OkStatus();
  }));
  return view;
}

}  // namespace nanolearn
