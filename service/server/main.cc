// nanolearnd: the server. Exit codes: 0 stopped as asked, 1 could not start or go on, 2 wrong usage.

#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>
#include <thread>

#include "service/base/key_file.h"
#include "service/server/backup_commands.h"
#include "service/server/server.h"
#include "service/storage/mysql/migrations.h"

namespace nanolearn {
namespace {

void StartLog(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("nanolearnd"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::flush_on(spdlog::level::info);
}

int Fail(const absl::Status& status) {
  std::cerr << "nanolearnd: " << status.message() << "\n";
  return 1;
}

// SIGTERM and SIGINT are taken by sigwait here and must be blocked before any thread is made, so that all
// inherit it.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// In which clients with a connection hear that they must go elsewhere before it is closed.
constexpr absl::Duration kRefusing = absl::Milliseconds(500);

bool SignalWithin(const sigset_t& signals, absl::Duration duration) {
  const timespec time = absl::ToTimespec(duration);
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

int EndAtOnce() {
  spdlog::warn("stopping at once, as the second signal says: running calls are cut off");
  return 0;
}

int Serve(const ServerOptions& options) {
  const sigset_t signals = BlockSignals();
  const SystemClock clock;
  auto server = Server::Start(options, clock);
  if (!server.ok()) return Fail(server.status());
  spdlog::info("listening on {}; the administrator's token is in {}", (*server)->address(),
               (*server)->token_file());
  if (!(*server)->http_address().empty()) spdlog::info("HTTP on {}", (*server)->http_address());
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("stopping");
  (*server)->BeginDrain();
  if (SignalWithin(signals, options.drain_notice)) return EndAtOnce();
  (*server)->Refuse();
  if (SignalWithin(signals, kRefusing)) return EndAtOnce();
  // Whoever does not want to wait for running calls says so once more. What is not answered by then is as after a crash.
  std::thread([signals] {
    int again = 0;
    sigwait(&signals, &again);
    _exit(EndAtOnce());
  }).detach();
  server->reset();
  return 0;
}

int MigrateSchema(const ServerOptions& options) {
  const sigset_t signals = BlockSignals();
  (void)signals;
  if (const absl::Status status = MakeDataDirectory(options.data_directory); !status.ok())
    return Fail(status);
  const absl::StatusOr<Database> database = OpenDatabase(options);
  if (!database.ok()) return Fail(database.status());
  if (const absl::Status status = mysql::Migrate(database->connection); !status.ok()) return Fail(status);
  std::cout << "the schema is at version " << mysql::Migrations().back().version << "\n";
  return 0;
}

int Finish(const absl::Status& status) { return status.ok() ? 0 : Fail(status); }

int AddKey(const ServerOptions& options) {
  InitSecrets();
  const std::string path = KeyFileIn(options.data_directory);
  const absl::StatusOr<int> number = AddKeyToFile(path);
  if (!number.ok()) return Fail(number.status());
  std::cout << path << " has key " << *number << " now. Copy it to every server of the installation, then: nanolearn keys use "
            << *number << "\n";
  return 0;
}

void AddDatabaseOptions(CLI::App& app, ServerOptions& options) {
  app.add_option("--data", options.data_directory,
                 "Folder for keys, the first token and the embedded database")
      ->default_str(options.data_directory);
  app.add_option(
      "--database", options.database,
      "embedded:DIR (default: database in the data folder) or mysql://user@host[:port]/schema"
      "[?ssl-ca=FILE]; a database on another machine needs ssl-ca, or tls=off");
  app.add_option("--binlogs", options.binlogs,
                 "Folder for the embedded database's binary logs, best on another disk; else in its folder");
  app.add_option("--database-password-file", options.database_password_file,
                 "File with the password for mysql://; else the environment's NANOLEARN_DATABASE_PASSWORD");
}

void AddBackupCommands(CLI::App& app, BackupCommandOptions& options) {
  CLI::App* backup = app.add_subcommand("backup", "Back up the embedded database of the nanolearnd that runs on --data");
  backup->add_option("--to", options.directory, "Folder of the backups, on another disk or machine")->required();
  backup->add_flag("--full", options.full, "Copy the whole database, also when adding binary logs to the last copy would do");
  backup->add_option("--full-every", options.full_every_days, "Days after which the whole database is copied again")
      ->check(CLI::Range(0, 3650))
      ->default_str("7");
  backup->add_option("--keep", options.keep, "Whole copies to keep, each with what came after it; the others are removed. 0: all")
      ->check(CLI::NonNegativeNumber);
  CLI::App* verify = app.add_subcommand("verify-backup", "Look whether backups are as they were written");
  verify->add_option("--from", options.directory, "Folder of the backups")->required();
  CLI::App* restore = app.add_subcommand(
      "restore", "Make a new embedded database from backups, in --data, where identity.key must lie already");
  restore->add_option("--from", options.directory, "Folder of the backups")->required();
  restore->add_option("--binlogs", options.binlogs, "Folder of the lost database's own binary logs, when they are left");
  restore->add_option("--until", options.until, "Leave out what was committed from this second on: 2026-12-01T13:05:00Z");
}

void AddMailOptions(CLI::App& app, ServerOptions& options) {
  app.add_option("--smtp", options.smtp,
                 "Where mails are sent: smtp://HOST[:PORT] or smtps://HOST[:PORT]; without it they wait");
  app.add_option("--smtp-user", options.smtp_user, "Who to say we are to that server");
  app.add_option("--smtp-password-file", options.smtp_password_file, "File with the password for it");
  app.add_option("--smtp-tls", options.smtp_tls,
                 "required (default, but on this machine itself) or try: send without TLS if need be")
      ->check(CLI::IsMember({"required", "try"}));
  app.add_option("--smtp-ca", options.smtp_ca_file, "Whose certificates are trusted, PEM; else the system's");
  app.add_option("--mail-from", options.mail_from, "The address that mails come from");
  app.add_option("--mail-folder", options.mail_folder,
                 "For trying out: instead of sending mails, lay them into this folder as files")
      ->excludes("--smtp");
  app.add_option("--mails-per-minute", options.mails_per_minute,
                 "How many mails all servers on the database send together in a minute")
      ->check(CLI::Range(1, 100000))
      ->default_str("600");
  app.add_flag("--webhook-allow-http", options.webhook_allow_http,
               "Let subscriptions send events without TLS, and to this machine and private networks");
  app.add_option("--webhook-ca", options.webhook_ca_file,
                 "Whose certificates are trusted when events are sent, PEM; else the system's");
  app.add_option("--oidc-ca", options.oidc_ca_file,
                 "Whose certificates are trusted of identity providers, PEM; else the system's");
  app.add_flag("--oidc-allow-own-network", options.oidc_allow_own_network,
               "Ask identity providers on this machine and private networks too");
}

// One would hold tokens, keys and names.
void ForbidCoreFiles() {
  const rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) spdlog::warn("core files cannot be forbidden");
}

void AddLimitOptions(CLI::App& app, ServerOptions& options) {
  app.add_option("--max-calls-per-token", options.max_calls_of_token,
                 "Calls over gRPC and SCIM that one token may make in a second; more are told when to come back. 0: no limit")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--max-calls-per-organisation", options.max_calls_of_organisation, "The same for all of an organisation")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--max-calls-per-address", options.max_calls_of_address, "The same from one network address")
      ->check(CLI::NonNegativeNumber);
}

void AddDrainOptions(CLI::App& app, int& notice_seconds, int& timeout_seconds) {
  app.add_option("--drain-notice", notice_seconds,
                 "Seconds after SIGTERM in which health says that it is about to stop and calls are served still, so that a balancer "
                 "sends them elsewhere")
      ->check(CLI::Range(0, 600))
      ->default_str("0");
  app.add_option("--drain-timeout", timeout_seconds, "Seconds in which running calls may end then; a second SIGTERM stops at once")
      ->check(CLI::Range(0, 600))
      ->default_str("10");
}

void AddTlsOptions(CLI::App& app, ServerOptions& options) {
  app.add_option("--tls-cert", options.tls_certificate_file,
                 "Certificate chain, PEM. A new one in its place is used without a restart");
  app.add_option("--tls-key", options.tls_key_file, "Its private key, PEM");
  app.add_option("--tls-client-ca", options.tls_client_ca_file,
                 "Let in only programs with a certificate of this CA, PEM. For --listen; people's browsers, which "
                 "come by --http, are not asked for one");
}

void AddDropOptions(CLI::App& app, ServerOptions& options, int& settle_seconds) {
  app.add_option("--drop", options.drop_directory,
                 "Folder with a drop folder ORGANISATION/SOURCE for each source of files");
  app.add_option("--drop-settle", settle_seconds, "Seconds a file must have looked the same to be picked up")
      ->default_str("10");
  app.add_option("--drop-keep-days", options.drop_keep_days,
                 "Days until files that have been dealt with are deleted")
      ->default_str("30");
}

// Of what does its work and exits; nothing when it is to serve.
std::optional<int> RunCommand(const CLI::App& app, const ServerOptions& options, const BackupCommandOptions& backup) {
  if (app.got_subcommand("migrate")) return MigrateSchema(options);
  if (app.got_subcommand("keys")) return AddKey(options);
  InitSecrets();
  if (app.got_subcommand("backup")) return Finish(RunBackup(options, backup));
  if (app.got_subcommand("verify-backup")) return Finish(RunVerifyBackup(backup));
  if (app.got_subcommand("restore")) return Finish(RunRestore(options, backup));
  return std::nullopt;
}

int Main(int argc, char** argv) {
  ServerOptions options{.data_directory = DefaultDataDirectory()};
  std::string level = "info";
  CLI::App app{"The Nanolearn server. Without a command it serves."};
  app.set_version_flag("--version", NANOLEARN_VERSION);
  app.fallthrough();
  AddDatabaseOptions(app, options);
  AddMailOptions(app, options);
  int drop_settle_seconds = 10;
  AddDropOptions(app, options, drop_settle_seconds);
  app.add_option("--listen", options.listen, "HOST:PORT; anything but loopback needs TLS")
      ->default_str(options.listen);
  app.add_option("--http", options.http,
                 "HOST:PORT for pages, SCIM and /healthz, or '' for none; anything but loopback needs TLS")
      ->default_str(options.http);
  app.add_option("--public-url", options.public_url,
                 "Where people reach the pages, for links in mails; https:// also says that a proxy in front ends TLS. Default: the "
                 "address of --http");
  app.add_option("--trusted-proxy", options.trusted_proxies,
                 "Address or network of a proxy in front of --http, whose X-Forwarded-For is believed; may be "
                 "given several times");
  AddTlsOptions(app, options);
  int drain_notice_seconds = 0, drain_timeout_seconds = 10;
  AddDrainOptions(app, drain_notice_seconds, drain_timeout_seconds);
  AddLimitOptions(app, options);
  app.add_option("--audit-anchor-file", options.audit_anchor_file,
                 "Once a day add to this file how far the audit goes, a line for each organisation; keep it where "
                 "whoever can write to the database cannot");
  app.add_option("--log-level", level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->default_str(level);
  app.add_subcommand("serve", "Serve until SIGTERM or SIGINT");
  app.add_subcommand("migrate", "Bring the database's schema up to date and exit");
  CLI::App* keys = app.add_subcommand("keys", "The installation's keys, in identity.key in the data folder");
  keys->add_subcommand("add", "Add a new key, which is in use once nanolearn keys use says so, and exit");
  keys->require_subcommand(1);
  BackupCommandOptions backup;
  AddBackupCommands(app, backup);
  app.require_subcommand(0, 1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  options.drain_notice = absl::Seconds(drain_notice_seconds);
  options.drain_timeout = absl::Seconds(drain_timeout_seconds);
  options.drop_settle = absl::Seconds(drop_settle_seconds);
  StartLog(level);
  ForbidCoreFiles();
  const std::optional<int> code = RunCommand(app, options, backup);
  return code ? *code : Serve(options);
}

}  // namespace
}  // namespace nanolearn

int main(int argc, char** argv) { return nanolearn::Main(argc, argv); }
