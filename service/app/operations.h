#pragma once

#include "service/app/access.h"
#include "service/app/assignments.h"
#include "service/app/completion_queue.h"
#include "service/app/completions.h"
#include "service/app/compliance.h"
#include "service/app/modules.h"
#include "service/app/organisations.h"
#include "service/app/people.h"
#include "service/app/programmes.h"
#include "service/app/tokens.h"
#include "service/app/units.h"

namespace nanolearn {

// Everything the product can do, one object for each noun.
struct Operations {
  explicit Operations(const Environment& environment)
      : env(environment),
        authenticator(env),
        organisations(env),
        units(env),
        people(env),
        modules(env),
        programmes(env),
        assignments(env),
        completions(env),
        completion_queue(completions),
        compliance(env),
        tokens(env, authenticator) {}

  Environment env;
  Authenticator authenticator;
  Organisations organisations;
  Units units;
  People people;
  Modules modules;
  Programmes programmes;
  Assignments assignments;
  Completions completions;
  CompletionQueue completion_queue;
  Compliance compliance;
  Tokens tokens;
};

}  // namespace nanolearn
