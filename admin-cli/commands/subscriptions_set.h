#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn subscriptions set, pause, resume and replay
void AddSubscriptionsSet(Noun& subscriptions);

}  // namespace nanolearn::cli
