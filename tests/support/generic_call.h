#pragma once
// A call of any method of the API by its name, as no stub makes it.

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

namespace nanolearn::testing {

// Every method of every service in proto/nanolearn/v1, in the order of their files.
std::vector<const google::protobuf::MethodDescriptor*> AllMethods();

// An empty message of the type, to be filled.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

struct GenericAnswer {
  grpc::Status status;
  std::vector<std::string> messages;  // what came back, serialised
};

// Sends one message, whatever kind of method it is, and reads what comes until the end, at most one message of a stream.
GenericAnswer CallGenerically(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                              const google::protobuf::MethodDescriptor& method,
                              const google::protobuf::Message& request);
// The same with bytes that need not be a message.
GenericAnswer CallGenerically(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                              const google::protobuf::MethodDescriptor& method, const std::string& bytes);

}  // namespace nanolearn::testing
