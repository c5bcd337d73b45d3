#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn subscriptions create
void AddSubscriptionsCreate(Noun& subscriptions);

}  // namespace nanolearn::cli
