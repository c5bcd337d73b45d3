#pragma once
// What the commands about figures have in common.

#include <string>
#include <vector>

#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "nanolearn/v1/compliance.pb.h"

namespace nanolearn::cli {

// What figures are asked of.
struct FigureOptions {
  std::string unit, programme, module;
};

void AddFigureOptions(Verb& verb, FigureOptions& options);

// Puts them into a request that has these fields.
template <typename Request>
absl::Status SetFigures(const FigureOptions& options, const Names& names, Request& request) {
  request.set_parent(names.parent());
  const auto unit = names.Unit(options.unit);
  if (!unit.ok()) return unit.status();
  const auto programme = names.Programme(options.programme);
  if (!programme.ok()) return programme.status();
  const auto module = names.Module(options.module);
  if (!module.ok()) return module.status();
  request.set_unit(*unit);
  request.set_programme(*programme);
  request.set_module(*module);
  return absl::OkStatus();
}

// The figures of rows. Those that are hidden have none. In a table people of whom nothing is asked are shown
// when there are any.
ColumnsOf<v1::ComplianceRow> FigureColumns(const std::vector<v1::ComplianceRow>& rows);

// Says, below a table, that some rows are hidden.
void PrintHidden(const std::vector<v1::ComplianceRow>& rows, Context& context);
// How fresh the figures are.
void PrintAge(const v1::DataAge& age, Context& context);

}  // namespace nanolearn::cli
