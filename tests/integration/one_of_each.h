#pragma once
// One thing of every kind that has a name, in Älvnäs, and a second organisation that must not learn of them.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/support/demo.h"

namespace nanolearn::testing {

// By what they are: "Unit" is a unit's name.
using NamesByNoun = std::map<std::string, std::string>;

// The id at the end of a name.
inline std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// What the request of one who tries other people's names is known by.
std::string RequestIdOf(const std::string& method);

class OneOfEach : public ::testing::Test {
 protected:
  static constexpr char kOurs[] = "organisations/grannby";

  // Their people, lessons and lists, one of everything else, and ours with a person and two modules.
  OneOfEach();

  // Whether text says anything of theirs.
  static bool TellsOfThem(const std::string& text);
  // The chain of theirs has no entry by us.
  void ExpectNothingDoneByUs();

  TestServer server_;
  TestClient admin_;
  NamesByNoun theirs_;
  std::string our_token_;  // of our administrator

 private:
  void AddModules();
  void AddOurPeople();
  void AddWork();
  void AddAccess();
  void AddReports();
  void AddMail();
  void AddUpload();
};

}  // namespace nanolearn::testing
