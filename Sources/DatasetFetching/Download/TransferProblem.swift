/// Why a transfer ended before its file was complete.
struct TransferProblem: Error, Hashable {
  /// What is wrong, in one clause without a full stop.
  let message: String
  /// What to do, in whole sentences; may be empty.
  let remedy: String
  /// Whether another try may help.
  let isTransient: Bool
  /// The status that the server answered, when that is the problem.
  let answer: Int?

  init(_ message: String, remedy: String = "", isTransient: Bool, answer: Int? = nil) {
    self.message = message
    self.remedy = remedy
    self.isTransient = isTransient
    self.answer = answer
  }

  /// Understands how `curl` ended.
  ///
  /// - Parameters:
  ///   - status: Its exit status, as its manual lists them.
  ///   - messages: What it wrote to standard error.
  init(curlStatus status: Int32, messages: String) {
    let reason = Self.reason(in: messages) ?? "curl ended with status \(status)"
    let elsewhere =
      "Another address, or a file that came here by other means, can be named with --from."
    switch status {
    case 6:
      self.init(
        "the server's name cannot be resolved: \(reason)",
        remedy: "Check the connection to the network, and the address. \(elsewhere)",
        isTransient: true)
    case 5, 7:
      self.init(
        "the server cannot be reached: \(reason)",
        remedy: "Check the connection to the network, and proxies or firewalls. \(elsewhere)",
        isTransient: true)
    case 22:
      self.init(answer: Self.number(in: reason) ?? 0, elsewhere: elsewhere)
    case 3:
      self.init("this is no address: \(reason)", remedy: elsewhere, isTransient: false)
    case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91:
      self.init(
        "the connection cannot be made safely: \(reason)",
        remedy: "Check this machine's clock and its certificates (apt install ca-certificates)."
          + " \(elsewhere)",
        isTransient: status == 35)
    case 47:
      self.init("the address leads in a circle: \(reason)", remedy: elsewhere, isTransient: false)
    case 16, 18, 28, 52, 55, 56, 92, 95, 96:
      self.init("the transfer broke off: \(reason)", isTransient: true)
    default:
      self.init("the transfer failed: \(reason)", remedy: elsewhere, isTransient: false)
    }
  }

  /// A server's answer other than the file.
  private init(answer: Int, elsewhere: String) {
    switch answer {
    case 404, 410:
      self.init(
        "there is no such file on the server (\(answer))",
        remedy: "Check the address. \(elsewhere)", isTransient: false, answer: answer)
    case 401, 403, 407:
      self.init(
        "the server does not hand out the file (\(answer))",
        remedy: "It may refuse this network. \(elsewhere)", isTransient: false, answer: answer)
    case 408, 429, 500...599:
      self.init(
        "the server cannot answer now (\(answer))", remedy: "Try again later. \(elsewhere)",
        isTransient: true, answer: answer)
    default:
      self.init(
        "the server answers \(answer) instead of sending the file", remedy: elsewhere,
        isTransient: false, answer: answer)
    }
  }

  /// The reason in `curl: (18) transfer closed with 30 bytes remaining to read`.
  private static func reason(in messages: String) -> String? {
    guard
      let line = messages.split(whereSeparator: \.isNewline).last(where: { $0.hasPrefix("curl: (") }
      ),
      let end = line.firstIndex(of: ")")
    else { return nil }
    let reason = line[line.index(after: end)...].drop { $0 == " " }
    return reason.isEmpty ? nil : String(reason)
  }

  /// The status in `The requested URL returned error: 404`, which HTTP/1 servers may follow by words.
  private static func number(in reason: String) -> Int? {
    guard let colon = reason.lastIndex(of: ":") else { return nil }
    return Int(reason[colon...].dropFirst().drop { $0 == " " }.prefix { $0.isNumber })
  }
}
