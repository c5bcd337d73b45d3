#include "tests/support/generic_call.h"

#include <google/protobuf/dynamic_message.h>
#include <grpcpp/generic/generic_stub.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string TextOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string text;
  if (!buffer.Dump(&slices).ok()) return text;
  for (const grpc::Slice& slice : slices) text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return text;
}

// Each step waits for the one before: a call of one caller.
class Call {
 public:
  Call(const std::shared_ptr<grpc::Channel>& channel, const std::string& token, const std::string& method)
      : stub_(channel) {
    context_.AddMetadata("authorization", absl::StrCat("Bearer ", token));
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    stream_ = stub_.PrepareCall(&context_, method, &queue_);
    stream_->StartCall(this);
    Wait();
  }

  GenericAnswer Run(const std::string& request) {
    GenericAnswer answer;
    stream_->Write(BufferOf(request), this);
    if (Wait()) {
      stream_->WritesDone(this);
      Wait();
    }
    grpc::ByteBuffer buffer;
    stream_->Read(&buffer, this);
    if (Wait()) {
      answer.messages.push_back(TextOf(buffer));
      // A stream that goes on is ended; a single answer has come to its end.
      grpc::ByteBuffer next;
      stream_->Read(&next, this);
      if (Wait(std::chrono::seconds(1))) context_.TryCancel();
    }
    stream_->Finish(&answer.status, this);
    Wait();
    return answer;
  }

 private:
  // Whether the step was done.
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }
  // True also for a stream of which nothing comes: it is cancelled then.
  bool Wait(std::chrono::seconds patience) {
    void* tag = nullptr;
    bool ok = false;
    const auto got = queue_.AsyncNext(&tag, &ok, std::chrono::system_clock::now() + patience);
    if (got == grpc::CompletionQueue::GOT_EVENT) return ok;
    context_.TryCancel();
    Wait();
    return false;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
};

}  // namespace

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<std::string> files;
  const std::filesystem::path folder = SourcePath("proto/nanolearn/v1");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (absl::EndsWith(name, "_service.proto")) files.push_back(absl::StrCat("nanolearn/v1/", name));
  }
  std::sort(files.begin(), files.end());
  std::vector<const MethodDescriptor*> methods;
  for (const std::string& name : files) {
    const FileDescriptor* file = DescriptorPool::generated_pool()->FindFileByName(name);
    if (!file) throw std::runtime_error(absl::StrCat(name, " is not linked into the tests"));
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) methods.push_back(file->service(s)->method(m));
    }
  }
  return methods;
}

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

GenericAnswer CallGenerically(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                              const MethodDescriptor& method, const Message& request) {
  return CallGenerically(channel, token, method, request.SerializeAsString());
}

GenericAnswer CallGenerically(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                              const MethodDescriptor& method, const std::string& bytes) {
  return Call(channel, token, absl::StrCat("/", method.service()->full_name(), "/", method.name())).Run(bytes);
}

}  // namespace nanolearn::testing
