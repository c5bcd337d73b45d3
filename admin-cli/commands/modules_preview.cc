#include "admin-cli/commands/modules_preview.h"

#include <signal.h>
#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/module_source.h"
#include "admin-cli/module_preview.h"
#include "service/base/status_macros.h"
#include "service/http/server.h"

namespace nanolearn::cli {
namespace {

constexpr int kUsualPort = 8423;

// Signals that end the program. They are blocked before any thread starts, so that none but ours takes them.
class Interruption {
 public:
  Interruption() {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void Await() {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_;
};

}  // namespace

absl::Status PreviewModule(const ModulePreviewOptions& options, Context& context) {
  RETURN_IF_ERROR(ReadModuleSource(options.folder).status());
  // What a browser asks for in vain is nothing that an author wants to read.
  spdlog::set_level(spdlog::level::err);
  Interruption interruption;
  ModulePreview preview(options.folder, options.language);
  http::Router router;
  preview.AddRoutes(router);
  const int port = options.port == 0 ? kUsualPort : options.port;
  auto server = HttpServer::Start(
      {.address = absl::StrCat("127.0.0.1:", port), .worker_threads = 2, .max_connections = 100},
      std::move(router));
  if (absl::IsUnavailable(server.status()))
    return InputError(absl::StrCat("Port ", port, " is taken. Choose another one with --port."));
  RETURN_IF_ERROR(server.status());
  context.out << "http://" << (*server)->address() << "/preview" << std::endl;
  context.Note("Open it in a browser. It loads again when a file is saved. Ctrl-C ends it.");
  interruption.Await();
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
