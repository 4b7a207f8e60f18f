/// What a tool has to say about a failure.
enum ToolMessage {
  /// The first line, without the tool's name before it; `nil` when there is none.
  static func first(of messages: String, tool: String) -> String? {
    guard var line = messages.split(whereSeparator: \.isNewline).first.map(String.init) else {
      return nil
    }
    for prefix in [tool + ": ", "-: "] where line.hasPrefix(prefix) {
      line.removeFirst(prefix.count)
    }
    return line.isEmpty ? nil : line
  }
}
