#include "service/app/mail_recipients.h"

#include <utility>

namespace nanolearn {
namespace {

// Mailboxes come back; one useless mail a month costs little.
constexpr absl::Duration kTryAgainAfter = absl::Hours(30 * 24);

absl::flat_hash_map<Id, Contact> ContactsOf(std::vector<Contact> contacts) {
  absl::flat_hash_map<Id, Contact> by_person;
  for (Contact& contact : contacts) by_person[contact.person_id] = std::move(contact);
  return by_person;
}

}  // namespace

MailRecipients ReadRecipients(const ReadTransaction& tx, const Organisation& organisation,
                              absl::Span<const Id> person_ids, Date day, absl::Time now) {
  const auto contacts = ContactsOf(tx.contacts().Find(organisation.id, person_ids));
  MailRecipients recipients;
  for (const Person& person : tx.people().FindAll(organisation.id, person_ids, day)) {
    const PersonAttributes& a = person.attributes;
    if (a.email.empty()) {
      ++recipients.no_address;
      continue;
    }
    const auto found = contacts.find(person.id);
    const Contact contact = found == contacts.end() ? Contact() : found->second;
    if (IsUnreachable(contact, a.email) && now - contact.unreachable_time < kTryAgainAfter) {
      ++recipients.unreachable;
      continue;
    }
    recipients.reached[person.id] = {a.email, a.protected_identity ? "" : a.given_name,
                                     contact.language.empty() ? organisation.language : contact.language};
  }
  return recipients;
}

std::vector<Id> UnreachablePeople(const ReadTransaction& tx, Id organisation_id,
                                  absl::Span<const Id> unit_ids, Date day) {
  const auto contacts = ContactsOf(tx.contacts().Unreachable(organisation_id, unit_ids, day));
  std::vector<Id> marked, unreachable;
  for (const auto& [id, contact] : contacts) marked.push_back(id);
  for (const Person& person : tx.people().FindAll(organisation_id, marked, day)) {
    const bool may_tell = unit_ids.empty() || !person.attributes.protected_identity;
    if (may_tell && IsUnreachable(contacts.at(person.id), person.attributes.email))
      unreachable.push_back(person.id);
  }
  return unreachable;
}

}  // namespace nanolearn
