#pragma once

namespace nanolearn::cli {

inline constexpr char kSummary[] = "Runs a Nanolearn server: organisations, staff files, lessons, figures";

inline constexpr char kFooter[] = R"(
Where the server, the token and the organisation come from: the flags, else the
variables NANOLEARN_ADDRESS, NANOLEARN_TOKEN_FILE, NANOLEARN_TOKEN,
NANOLEARN_ORGANISATION, NANOLEARN_CA_FILE, NANOLEARN_CLIENT_CERTIFICATE,
NANOLEARN_CLIENT_KEY, else the file
${XDG_CONFIG_HOME:-~/.config}/nanolearn/cli.toml with the keys address,
token_file, organisation, ca_file, client_certificate, client_key, issuer,
client_id. Without a token calls are made in the name of whoever has signed in
with nanolearn login. A server on this machine is spoken to without TLS unless
--ca-file or --client-certificate is given, any other always with TLS.

Output: a table on a terminal, else plain: the same columns without a header,
separated by tabs. --output json gives an array ([] for nothing; an object for a
single thing), --output csv RFC 4180. Answers go to standard output, everything
said about them to standard error.

Names: VON and organisations/alvnas/units/VON are the same unit.
Dates are YYYY-MM-DD; without one it is today in the organisation's time zone.

Exit codes:
  0  done
  1  an unexpected error
  2  wrong usage
  3  not found
  4  not allowed, or not signed in
  5  the input was refused
  6  in conflict with what is there
  7  the server cannot be reached or is overloaded
  8  done, but some rows were left out
  9  held: somebody must look at it first, nothing was changed
)";

}  // namespace nanolearn::cli
