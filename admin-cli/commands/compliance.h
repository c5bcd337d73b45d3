#pragma once

namespace nanolearn::cli {

class CommandLine;
class Noun;

// nanolearn compliance show, trend, change, late and questions
void AddCompliance(CommandLine& line);

// One verb each.
void AddComplianceShow(Noun& noun);
void AddComplianceTrend(Noun& noun);
void AddComplianceChange(Noun& noun);
void AddComplianceLate(Noun& noun);
void AddComplianceQuestions(Noun& noun);
void AddComplianceWatch(Noun& noun);
void AddComplianceVerify(Noun& noun);
void AddComplianceRebuild(Noun& noun);

}  // namespace nanolearn::cli
