// Writes the sample reports as HTML into a folder: report_pages FOLDER.

#include <fstream>
#include <iostream>

#include "service/reports/documents.h"
#include "service/reports/html.h"
#include "tests/reports/sample_report.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const std::string language : {"sv", "en"}) {
    for (const auto& content :
         {nanolearn::testing::SampleBoard(language), nanolearn::testing::SampleAnnual(language)}) {
      const auto html = nanolearn::reports::Html(nanolearn::reports::DocumentOf(content));
      if (!html.ok()) {
        std::cerr << html.status() << "\n";
        return 1;
      }
      std::ofstream(std::string(argv[1]) + "/" +
                    nanolearn::ReportFileName(content.parameters, nanolearn::ReportFormat::kHtml))
          << *html;
    }
  }
}
