/// One thing that `convscope doctor` found out.
struct Finding: Encodable {
  /// Whether it is as it should be.
  enum Status: String, Encodable {
    /// As it should be.
    case ok
    /// Worth knowing; everything works.
    case note
    /// Something does not work.
    case problem
  }

  /// Whether it is as it should be.
  let status: Status
  /// What was looked at.
  let name: String
  /// What was found.
  let value: String
  /// What to do about it; `nil` where nothing is to be done.
  let remedy: String?

  init(_ status: Status, _ name: String, _ value: String, remedy: String? = nil) {
    self.status = status
    self.name = name
    self.value = value
    self.remedy = remedy
  }

  /// Creates a finding about something that is as it should be.
  init(_ name: String, _ value: String) {
    self.init(.ok, name, value)
  }
}
