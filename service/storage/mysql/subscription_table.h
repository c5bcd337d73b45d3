#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/subscription_table.h"

namespace nanolearn::mysql {

class MysqlSubscriptionTable final : public SubscriptionTable {
 public:
  // `session` must outlive the table.
  explicit MysqlSubscriptionTable(Session& session) : session_(session) {}

  std::optional<Subscription> Find(Id organisation_id, const std::string& name) const override;
  std::vector<Subscription> List(Id organisation_id) const override;
  void Insert(Id organisation_id, const Subscription& subscription) override;
  void Update(Id organisation_id, const Subscription& subscription) override;
  void SetNextSequence(Id organisation_id, Id id, uint64_t next_sequence) override;
  void Delete(Id organisation_id, Id id) override;
  bool HasDue(absl::Time now) const override;
  std::optional<Claimed> Claim(absl::Time now, absl::Time until) override;
  bool Advance(const Claimed& claimed, uint64_t next_sequence, bool has_sent, const std::string& left_out,
               absl::Time now) override;
  bool Postpone(const Claimed& claimed, SubscriptionState state, absl::Time due,
                const std::string& error) override;
  bool Release(const Claimed& claimed) override;

 private:
  // Sets what `set` says, with `values`, as long as the claim stands.
  bool EndClaim(const Claimed& claimed, const std::string& set, std::vector<Value> values);

  Session& session_;
};

}  // namespace nanolearn::mysql
