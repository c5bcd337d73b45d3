#include "admin-cli/commands/commands.h"

#include "admin-cli/commands/assignments.h"
#include "admin-cli/commands/audit.h"
#include "admin-cli/commands/completion.h"
#include "admin-cli/commands/completions.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/events.h"
#include "admin-cli/commands/grants.h"
#include "admin-cli/commands/identity_provider.h"
#include "admin-cli/commands/jobs.h"
#include "admin-cli/commands/keys.h"
#include "admin-cli/commands/links.h"
#include "admin-cli/commands/login.h"
#include "admin-cli/commands/mail.h"
#include "admin-cli/commands/modules.h"
#include "admin-cli/commands/organisations.h"
#include "admin-cli/commands/people.h"
#include "admin-cli/commands/privacy.h"
#include "admin-cli/commands/programmes.h"
#include "admin-cli/commands/reports.h"
#include "admin-cli/commands/sources.h"
#include "admin-cli/commands/status.h"
#include "admin-cli/commands/subscriptions.h"
#include "admin-cli/commands/tokens.h"
#include "admin-cli/commands/units.h"

namespace nanolearn::cli {

void AddCommands(CommandLine& line) {
  AddOrganisations(line);
  AddUnits(line);
  AddPeople(line);
  AddSources(line);
  AddModules(line);
  AddProgrammes(line);
  AddAssignments(line);
  AddCompletions(line);
  AddLinks(line);
  AddMail(line);
  AddCompliance(line);
  AddReports(line);
  AddEvents(line);
  AddSubscriptions(line);
  AddAudit(line);
  AddPrivacy(line);
  AddTokens(line);
  AddGrants(line);
  AddIdentityProvider(line);
  AddKeys(line);
  AddJobs(line);
  AddLogin(line);
  AddStatus(line);
  AddCompletion(line);
}

}  // namespace nanolearn::cli
