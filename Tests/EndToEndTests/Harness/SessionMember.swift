import Foundation

/// A process of a session, as the kernel describes it in /proc.
struct SessionMember: Hashable, Sendable {
  var id: Int32
  var name: String
  /// `R` running, `S` sleeping, `T` stopped, `Z` ended but not yet waited for.
  var state: Character
  var session: Int32

  var isStopped: Bool { state == "T" }

  /// The living processes of a session.
  static func all(inSession session: Int32) -> [SessionMember] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap(Int32.init).compactMap(SessionMember.init(id:))
      .filter { $0.session == session && $0.state != "Z" }
      .sorted { $0.id < $1.id }
  }

  /// Reads `/proc/ID/stat`; `nil` when there is no such process any more.
  private init?(id: Int32) {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      // The name is in parentheses and may itself contain any character.
      let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
    else { return nil }
    // After the name: state, parent, process group, session.
    let fields = text[close...].dropFirst().split(separator: " ")
    guard fields.count > 3, let state = fields[0].first, let session = Int32(fields[3]) else {
      return nil
    }
    self.id = id
    name = String(text[open..<close].dropFirst())
    self.state = state
    self.session = session
  }
}
