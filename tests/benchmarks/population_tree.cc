#include "tests/benchmarks/population_tree.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kPeopleInTeam = 220;
constexpr int kDepartmentsInAdministration = 12;
constexpr int kTeamsForCommittee = 50;

}  // namespace

PopulationShape ShapeOf(int people) {
  PopulationShape shape{.people = people, .teams = std::max(44, people / kPeopleInTeam)};
  shape.departments = (shape.teams + kTeamsInDepartment - 1) / kTeamsInDepartment;
  shape.administrations =
      (shape.departments + kDepartmentsInAdministration - 1) / kDepartmentsInAdministration;
  shape.committees = 1 + shape.teams / kTeamsForCommittee;
  return shape;
}

std::string TreeOf(const PopulationShape& shape) {
  std::string text = "code;name;parent;type\nG;Group;;GROUP\nM;Town;G;MUNICIPALITY\nB;Company;G;COMPANY\n";
  for (int i = 0; i < shape.committees; ++i) {
    absl::StrAppend(&text, "N", i, ";Committee ", i, ";M;COMMITTEE\n");
  }
  for (int i = 0; i < shape.administrations; ++i) {
    absl::StrAppend(&text, "A", i, ";Administration ", i, ";", i % 3 == 1 ? "B" : "M", ";ADMINISTRATION\n");
  }
  for (int i = 0; i < shape.departments; ++i) {
    absl::StrAppend(&text, "D", i, ";Department ", i, ";A", i / kDepartmentsInAdministration,
                    ";DEPARTMENT\n");
  }
  for (int i = 0; i < shape.teams; ++i) {
    absl::StrAppend(&text, "T", i, ";Team ", i, ";D", i / kTeamsInDepartment, ";TEAM\n");
  }
  return text;
}

}  // namespace nanolearn::benchmarks
