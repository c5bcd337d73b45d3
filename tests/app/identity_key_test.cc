#include "service/app/identity_key.h"

#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

class IdentityKey : public ::testing::Test {
 protected:
  IdentityKey() { InitSecrets(); }
  // A key of an engagement under so many layers.
  static std::string Key(int layers) {
    const std::vector<HashKey> keys = {HashKey(std::string(32, 'k')), HashKey(std::string(32, 'l'))};
    return absl::StrCat("h:", Hex(EngagementKeyHash(LayeredKey({keys.begin(), keys.begin() + layers}), "text")));
  }
  static std::string Deepened(const std::string& text) {
    return DeepenKeysIn(LayeredKey({HashKey(std::string(32, 'k')), HashKey(std::string(32, 'l'))}), 1, text);
  }
};

TEST_F(IdentityKey, OfAnEngagementGetsItsLayerWhereverItStands) {
  EXPECT_EQ(Deepened(Key(1)), Key(2));
  EXPECT_EQ(Deepened(absl::StrCat(Key(1), "#2")), absl::StrCat(Key(2), "#2"));
  EXPECT_EQ(Deepened(absl::StrCat("both \"", Key(1), "\" and ", Key(1), ".")),
            absl::StrCat("both \"", Key(2), "\" and ", Key(2), "."));
}

TEST_F(IdentityKey, IsNotSeenInWhatIsNone) {
  const std::string hash = Key(1).substr(2);
  for (const std::string& text :
       {std::string(), std::string("h:"), std::string("h:h:h:"), absl::StrCat("h:", hash, "0"), absl::StrCat("h:", hash.substr(1)),
        absl::StrCat("h:", absl::AsciiStrToUpper(hash)), hash, std::string("Each:person"), std::string("personal:100002")}) {
    EXPECT_EQ(Deepened(text), text);
  }
}

}  // namespace
}  // namespace nanolearn
