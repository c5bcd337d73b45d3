#pragma once

namespace nanolearn::cli {

class CommandLine;
class Noun;
// nanolearn privacy export | erase | extract | retention show, set, preview
void AddPrivacy(CommandLine& line);

// The verbs below privacy retention.
void AddRetention(Noun& privacy);

}  // namespace nanolearn::cli
