/// What a server sends for a request, and how it fails at it.
public struct Answer: Sendable {
  /// The status.
  public var status = 200
  /// The file.
  public var body: [UInt8] = []
  /// Whether a request for the rest of a file gets the rest alone.
  public var servesRanges = true
  /// Whether the length of the file is stated.
  public var statesLength = true
  /// The length that is stated instead of the true one.
  public var claimedLength: Int?
  /// How many bytes are sent before the connection is closed; `nil` sends all.
  public var breaksAfter: Int?
  /// Whether the connection stays open, with nothing more coming, instead of being closed.
  public var stalls = false
  /// Where the client is sent to.
  public var location: String?

  /// Creates an answer.
  ///
  /// - Parameters:
  ///   - body: The file.
  ///   - change: Sets what is out of the ordinary.
  public init(_ body: [UInt8] = [], _ change: (inout Answer) -> Void = { _ in }) {
    self.body = body
    change(&self)
  }

  /// The head of the answer and the bytes behind it.
  ///
  /// - Parameter start: The byte that the client wants to begin at, if it says one.
  func bytes(from start: Int?) -> [UInt8] {
    var lines = ["Connection: close"]
    var status = status
    var rest = body[...]
    if let start, servesRanges, status == 200 {
      if start < body.count {
        status = 206
        rest = body[start...]
        lines.append("Content-Range: bytes \(start)-\(body.count - 1)/\(body.count)")
      } else {
        status = 416
        rest = []
        lines.append("Content-Range: bytes */\(body.count)")
      }
    }
    if statesLength { lines.append("Content-Length: \(claimedLength ?? rest.count)") }
    if let location { lines.append("Location: \(location)") }
    let head = (["HTTP/1.1 \(status) Answer"] + lines + ["", ""]).joined(separator: "\r\n")
    return Array(head.utf8) + rest.prefix(breaksAfter ?? .max)
  }
}
