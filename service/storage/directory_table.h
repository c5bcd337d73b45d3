#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

// What a directory said of a user, and what became of it. Keys are what filters find a user under, without
// regard to case (FoldCase); empty: there is none.
struct DirectoryUser {
  Id id = kNoId;
  Id source_id = kNoId;
  std::string user_name_key;
  std::string external_id;
  std::string employee_number;
  std::string email_key;  // of the work address; kManyEmails for somebody with several
  std::string display_name_key;
  bool active = true;
  bool deleted = false;  // kept to be known again, without names and addresses
  Id person_id = kNoId;  // kNoId: never active
  Id unit_id = kNoId;    // where the person was last
  // The day on which the directory let the user go, and the run that did it or that holds it. While it is
  // held, the person's engagement goes on.
  std::optional<Date> leave_date;
  Id leave_run_id = kNoId;
  Id held_run_id = kNoId;
  std::string resource;  // JSON: all that the directory said
  uint64_t version = 1;
  absl::Time create_time;
  absl::Time update_time;

  static constexpr char kManyEmails[] = "*";
};

struct DirectoryGroup {
  Id id = kNoId;
  Id source_id = kNoId;
  std::string external_id;
  std::string display_name_key;
  std::string resource;  // JSON without the members
  uint64_t version = 1;
  absl::Time create_time;
  absl::Time update_time;
};

// What narrows a list before it is looked at row by row; kNothing: nothing does.
enum class DirectoryKey {
  kNothing,
  kId,
  kUserName,
  kExternalId,
  kEmail,
  kEmployeeNumber,
  kDisplayName,
  kActive,  // "1" or "0"
};

struct DirectoryQuery {
  Id source_id = kNoId;
  DirectoryKey key = DirectoryKey::kNothing;
  std::string value;
  Id after = kNoId;
  int skip = 0;
  int limit = 0;
};

class DirectoryTable {
 public:
  virtual ~DirectoryTable() = default;

  // Deleted ones too.
  virtual std::optional<DirectoryUser> FindUser(Id organisation_id, Id source_id, Id id) const = 0;
  // Of those that are not deleted: by id. kEmail also finds those with several addresses.
  virtual std::vector<DirectoryUser> Users(Id organisation_id, const DirectoryQuery& query) const = 0;
  virtual int CountUsers(Id organisation_id, Id source_id) const = 0;
  // The deleted one that was known last under the external id or else, unless empty, the employee number.
  virtual std::optional<DirectoryUser> FindDeleted(Id organisation_id, Id source_id,
                                                   const std::string& external_id,
                                                   const std::string& employee_number) const = 0;
  // Whom a run lets go, and whom it would let go if it were approved. By id; deleted ones too.
  virtual std::vector<DirectoryUser> LeftIn(Id organisation_id, Id run_id) const = 0;
  virtual std::vector<DirectoryUser> HeldBy(Id organisation_id, Id run_id) const = 0;
  // How many these are in each unit.
  struct UnitCount {
    Id unit_id = kNoId;
    int users = 0;
  };
  virtual std::vector<UnitCount> CountLeftIn(Id organisation_id, Id run_id) const = 0;
  virtual std::vector<UnitCount> CountHeldBy(Id organisation_id, Id run_id) const = 0;
  virtual void InsertUser(Id organisation_id, const DirectoryUser& user) = 0;
  // With its places in groups.
  virtual void DeleteUser(Id organisation_id, Id id) = 0;
  // Who never was active, so that they are nobody here, and of whom the directory has said nothing since `day`; some of them.
  virtual std::vector<DirectoryUser> StrangersSince(Id organisation_id, Date day, int limit) const = 0;
  // Everything but source and create time.
  virtual void UpdateUser(Id organisation_id, const DirectoryUser& user) = 0;

  virtual std::optional<DirectoryGroup> FindGroup(Id organisation_id, Id source_id, Id id) const = 0;
  // By id. `key` is kNothing, kId, kExternalId or kDisplayName.
  virtual std::vector<DirectoryGroup> Groups(Id organisation_id, const DirectoryQuery& query) const = 0;
  virtual int CountGroups(Id organisation_id, Id source_id) const = 0;
  virtual void InsertGroup(Id organisation_id, const DirectoryGroup& group) = 0;
  virtual void UpdateGroup(Id organisation_id, const DirectoryGroup& group) = 0;
  // With its members.
  virtual void DeleteGroup(Id organisation_id, Id id) = 0;

  // The users of a group, ascending.
  virtual std::vector<Id> Members(Id organisation_id, Id group_id) const = 0;
  // Of `user_ids`, those that exist in the source and are not deleted.
  virtual std::vector<Id> Existing(Id organisation_id, Id source_id, absl::Span<const Id> user_ids) const = 0;
  // Adding a member that is there, or removing one that is not, changes nothing. The number of changes.
  virtual int AddMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) = 0;
  virtual int RemoveMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) = 0;
  // From every group.
  virtual void RemoveFromGroups(Id organisation_id, Id user_id) = 0;
};

}  // namespace nanolearn
