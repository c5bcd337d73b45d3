#pragma once

#include <string>

namespace nanolearn::cli {

// gRPC logs lines such as "E1124 02:53:50 ssl_transport_security.cc:1501] Handshake failed": what they say is
// kept for our own error instead. Whoever sets GRPC_VERBOSITY or GRPC_TRACE sees them as usual.
void KeepTransportLog();

// What gRPC has logged since.
std::string TransportLog();

}  // namespace nanolearn::cli
