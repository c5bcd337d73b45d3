#include <vector>

#include "absl/strings/match.h"
#include "service/base/status_macros.h"
#include "service/domain/markdown.h"
#include "service/domain/text_encoding.h"
#include "service/letters/html_writer.h"
#include "service/letters/letter.h"
#include "service/letters/mark_values.h"
#include "service/letters/marks.h"
#include "service/letters/text_writer.h"

namespace nanolearn::letters {
namespace {

constexpr size_t kMaxSubjectCharacters = 180;

bool HasMarkWithoutValue(cmark_node* node, const MarkValues& values) {
  if (!IsType(node, CMARK_NODE_TEXT) && !IsType(node, CMARK_NODE_CODE)) return false;
  for (const TextPiece& piece : CutAtMarks(cmark_node_get_literal(node))) {
    if (HasMark(values.kind(), piece.mark) && !values.HasValue(piece.mark)) return true;
  }
  return false;
}

// What is left without sense goes with it: the item of a paragraph, the list of an item.
void Remove(cmark_node* node) {
  while (true) {
    cmark_node* const parent = cmark_node_parent(node);
    cmark_node_unlink(node);
    cmark_node_free(node);
    if (!parent || IsType(parent, CMARK_NODE_DOCUMENT) || cmark_node_first_child(parent)) return;
    node = parent;
  }
}

// A paragraph or heading with a mark that has no value is left out.
void RemoveWithoutValue(cmark_node* document, const MarkValues& values) {
  std::vector<cmark_node*> blocks;
  ForEachNode(document, [&](cmark_node* node) {
    if (!HasMarkWithoutValue(node, values)) return;
    cmark_node* block = node;
    while (!IsType(block, CMARK_NODE_PARAGRAPH) && !IsType(block, CMARK_NODE_HEADING)) {
      block = cmark_node_parent(block);
    }
    if (blocks.empty() || blocks.back() != block) blocks.push_back(block);
  });
  for (cmark_node* block : blocks) Remove(block);
}

}  // namespace

absl::StatusOr<Mail> Compose(const MailTemplate& mail_template, const LetterValues& values) {
  RETURN_IF_ERROR(CheckTemplate(mail_template));
  // Everything else in a letter is escaped where it stands; no scheme but these may be clicked.
  if (!absl::StartsWith(values.url, "https://") && !absl::StartsWith(values.url, "http://")) {
    return absl::InternalError("the link of a letter is no web address");
  }
  const MarkValues marks(mail_template.kind, mail_template.language, values);
  const Markdown markdown(mail_template.body);
  RemoveWithoutValue(markdown.root(), marks);
  Mail mail;
  mail.subject = std::string(
      FirstCharacters(OnOneLine(Filler(marks).Fill(mail_template.subject)), kMaxSubjectCharacters));
  mail.text = WriteText(markdown.root(), marks);
  mail.html = WriteHtml(markdown.root(), marks, mail.subject);
  return mail;
}

}  // namespace nanolearn::letters
