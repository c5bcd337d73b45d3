#pragma once
// What is asked of the readers, as points of a decision.

#include <string>

#include "service/domain/report_content.h"
#include "service/reports/words.h"

namespace nanolearn::reports {

// "Vård- och omsorgsnämnden föreslås"; the sentences go on from there.
std::string AskIntroduction(const ReportContent& content, const Words& words);
std::string AskSentence(const ReportAsk& ask, const ReportContent& content, const Words& words);

}  // namespace nanolearn::reports
