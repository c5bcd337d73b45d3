#include "admin-cli/commands/compliance.h"

#include "admin-cli/arguments.h"

namespace nanolearn::cli {

void AddCompliance(CommandLine& line) {
  Noun noun = line.AddNoun("compliance", "Who was required to, who has, who is late");
  AddComplianceShow(noun);
  AddComplianceTrend(noun);
  AddComplianceChange(noun);
  AddComplianceLate(noun);
  AddComplianceQuestions(noun);
  AddComplianceWatch(noun);
  AddComplianceVerify(noun);
  AddComplianceRebuild(noun);
}

}  // namespace nanolearn::cli
