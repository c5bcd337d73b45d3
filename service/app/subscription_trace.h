#pragma once
// What requests about subscriptions are told apart by, and what the audit keeps of them.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/app/audit.h"
#include "service/app/subscriptions.h"

namespace nanolearn {

std::string SubscriptionName(const Organisation& organisation, const std::string& name);
std::string StartText(const EventStart& start);
std::string TypesText(const std::vector<EventType>& types);

// Everything that a request asks for; of secrets a fingerprint.
std::string ArgumentsOf(Id organisation_id, const NewSubscription& request);
std::string ArgumentsOf(Id organisation_id, const SubscriptionUpdate& update);

// Of the address the host alone: the rest may be a secret.
AuditEvent EventOf(absl::string_view action, const Organisation& org, const Subscription& subscription,
                   const std::string& request_id);
AuditEvent EventOf(const Organisation& org, const SubscriptionUpdate& update, const Subscription& subscription);

}  // namespace nanolearn
