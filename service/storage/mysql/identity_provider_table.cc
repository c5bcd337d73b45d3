#include "service/storage/mysql/identity_provider_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn::mysql {
namespace {

// Texts of lists have no spaces.
constexpr char kBetween = ' ';

std::string TextOf(const std::vector<std::string>& list) { return absl::StrJoin(list, std::string(1, kBetween)); }
std::vector<std::string> ListOf(const std::string& text) { return absl::StrSplit(text, kBetween, absl::SkipEmpty()); }

IdentityProvider ReadProvider(const Row& row) {
  return {.organisation_id = row.GetId(0),
          .issuer = row.Text(1),
          .client_id = row.Text(2),
          .sealed_secret = {row.Text(3), static_cast<int>(row.Int(14))},
          .audiences = ListOf(row.Text(4)),
          .bearer_issuer = row.Text(5),
          .email_claim = row.Text(6),
          .display_name = row.Text(7),
          .is_required = row.Int(8) != 0,
          .acr_values = ListOf(row.Text(9)),
          .amr_values = ListOf(row.Text(10)),
          .version = static_cast<uint64_t>(row.Int(11)),
          .create_time = row.Time(12),
          .update_time = row.Time(13)};
}

}  // namespace

std::vector<IdentityProvider> MysqlIdentityProviderTable::Select(const std::string& rest,
                                                                 absl::Span<const Value> values) const {
  std::vector<IdentityProvider> providers;
  session_.Query(absl::StrCat("SELECT organisation_id, issuer, client_id, sealed_secret, audiences, bearer_issuer, "
                              "email_claim, display_name, is_required, acr_values, amr_values, version, create_time, "
                              "update_time, key_number FROM identity_providers ",
                              rest),
                 values, [&](const Row& row) { providers.push_back(ReadProvider(row)); });
  return providers;
}

std::optional<IdentityProvider> MysqlIdentityProviderTable::Find(Id organisation_id) const {
  const std::vector<IdentityProvider> found = Select("WHERE organisation_id = ?", {organisation_id});
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<IdentityProvider> MysqlIdentityProviderTable::First(int limit) const {
  return Select("ORDER BY organisation_id LIMIT ?", {int64_t{limit}});
}

std::vector<IdentityProvider> MysqlIdentityProviderTable::OfBearerIssuer(const std::string& issuer) const {
  return Select("WHERE bearer_issuer = ? ORDER BY organisation_id", {issuer});
}

bool MysqlIdentityProviderTable::AnyRequired() const { return !Select("WHERE is_required LIMIT 1", {}).empty(); }

void MysqlIdentityProviderTable::Insert(const IdentityProvider& provider) {
  session_.Execute(
      "INSERT INTO identity_providers (organisation_id, issuer, client_id, sealed_secret, audiences, bearer_issuer, "
      "email_claim, display_name, is_required, acr_values, amr_values, version, create_time, update_time, key_number) VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {provider.organisation_id, provider.issuer, provider.client_id, provider.sealed_secret.bytes,
       TextOf(provider.audiences), provider.bearer_issuer, provider.email_claim, provider.display_name,
       int64_t{provider.is_required}, TextOf(provider.acr_values), TextOf(provider.amr_values), provider.version,
       Bind(provider.create_time),
       Bind(provider.update_time), int64_t{provider.sealed_secret.key_number}});
}

void MysqlIdentityProviderTable::Update(const IdentityProvider& provider) {
  session_.Execute(
      "UPDATE identity_providers SET issuer = ?, client_id = ?, sealed_secret = ?, key_number = ?, audiences = ?, "
      "bearer_issuer = ?, email_claim = ?, display_name = ?, is_required = ?, acr_values = ?, amr_values = ?, version = ?, update_time = ? WHERE "
      "organisation_id = ?",
      {provider.issuer, provider.client_id, provider.sealed_secret.bytes, int64_t{provider.sealed_secret.key_number},
       TextOf(provider.audiences), provider.bearer_issuer, provider.email_claim, provider.display_name, int64_t{provider.is_required}, TextOf(provider.acr_values),
       TextOf(provider.amr_values), provider.version, Bind(provider.update_time), provider.organisation_id});
}

void MysqlIdentityProviderTable::Delete(Id organisation_id) {
  session_.Execute("DELETE FROM identity_providers WHERE organisation_id = ?", {organisation_id});
}

}  // namespace nanolearn::mysql
