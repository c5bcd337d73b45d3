#pragma once

namespace nanolearn::cli {

class CommandLine;

// nanolearn subscriptions create, list, show, set, pause, resume, replay, test and delete
void AddSubscriptions(CommandLine& line);

}  // namespace nanolearn::cli
