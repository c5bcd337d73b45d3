#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/mail/mailer.h"

namespace nanolearn {

// Sends nothing: lays each mail into a folder as a file, for trying out. A file is readable as it is, and mail programs open it.
class FolderMailer final : public Mailer {
 public:
  // Makes the folder, for its owner alone. INVALID_ARGUMENT when it cannot.
  static absl::StatusOr<std::unique_ptr<FolderMailer>> Make(const std::string& folder, const std::string& from);

  Delivery Send(const Mail& mail, const std::string& message_id, absl::Time now,
                std::stop_token stop) override;
  const std::string& domain() const override { return domain_; }

 private:
  FolderMailer(std::string folder, std::string from);

  const std::string folder_;
  const std::string from_;
  const std::string domain_;
};

}  // namespace nanolearn
