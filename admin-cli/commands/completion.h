#pragma once

namespace nanolearn::cli {

class CommandLine;
// nanolearn completion bash
void AddCompletion(CommandLine& line);

}  // namespace nanolearn::cli
