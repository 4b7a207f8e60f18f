import Typesetting

extension SourceNode {
  /// Writes the node as JSON that reads back as the same: what looks like a number is one, and so are
  /// `true` and `false`; everything else is text.
  public func write(to writer: inout JSONWriter) {
    switch content {
    case .scalar(let text, let style):
      if style != .quoted, case .number(let number) = NumberSyntax.parse(text) {
        writer.number(number)
      } else if style == .plain, text == "true" || text == "false" {
        writer.boolean(text == "true")
      } else {
        writer.string(text)
      }
    case .sequence(let items): writer.array(items) { $1.write(to: &$0) }
    case .mapping(let entries):
      writer.object { writer in
        for entry in entries {
          writer.key(entry.key)
          if entry.value.isNull { writer.null() } else { entry.value.write(to: &writer) }
        }
      }
    }
  }
}
