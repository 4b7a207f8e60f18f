import Foundation
import Synchronization

/// A web server on this machine that answers as it is told, faults included.
///
///     let server = try LocalServer(["/file": [Answer(bytes) { $0.breaksAfter = 100 }, Answer(bytes)]])
///     server.address + "/file"   // http://127.0.0.1:43571/file
///     server.requests            // what has been asked for
///
/// It ends when nobody holds it any more.
public final class LocalServer: Sendable {
  /// A request that has come.
  public struct Request: Hashable, Sendable {
    /// What was asked for.
    public let path: String
    /// The byte that it is to begin at; `nil` for the whole file.
    public let start: Int?
  }

  private struct State {
    var answers: [String: [Answer]]
    var requests: [Request] = []
    var connections: [Int32] = []
    var isOver = false
  }

  /// What the threads share; they must not keep the server itself alive.
  private final class Desk: Sendable {
    let state: Mutex<State>

    init(_ answers: [String: [Answer]]) { state = Mutex(State(answers: answers)) }
  }

  private let desk: Desk
  private let listener: Int32
  private let port: Int

  /// The address, without a `/` at the end.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// What has been asked for so far.
  public var requests: [Request] { desk.state.withLock { $0.requests } }

  /// Starts a server on a free port.
  ///
  /// - Parameter answers: The answers for each path, in order; the last one is given again and again.
  public init(_ answers: [String: [Answer]]) throws {
    // A client that has gone away must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw Self.failure("socket") }
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else {
      close(listener)
      throw Self.failure("bind")
    }
    port = Int(UInt16(bigEndian: name.sin_port))
    desk = Desk(answers)
    let desk = desk
    Thread.detachNewThread { Self.accept(on: listener, desk) }
  }

  deinit { stop() }

  /// Closes every connection and takes no more.
  public func stop() {
    desk.state.withLock { state in
      guard !state.isOver else { return }
      state.isOver = true
      // Children of the tests may hold copies of the descriptors; this reaches them all.
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  private static func accept(on listener: Int32, _ desk: Desk) {
    while true {
      let connection = Foundation.accept(listener, nil, nil)
      if connection < 0, errno == EINTR { continue }
      guard connection >= 0 else { break }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      let isWelcome = desk.state.withLock { state in
        if !state.isOver { state.connections.append(connection) }
        return !state.isOver
      }
      guard isWelcome else {
        close(connection)
        break
      }
      Thread.detachNewThread { serve(connection, desk) }
    }
    close(listener)
  }

  private static func serve(_ connection: Int32, _ desk: Desk) {
    if let request = read(from: connection) {
      let answer = desk.state.withLock { state in
        state.requests.append(request)
        guard let answers = state.answers[request.path], let first = answers.first else {
          return Answer { $0.status = 404 }
        }
        if answers.count > 1 { state.answers[request.path]?.removeFirst() }
        return first
      }
      send(answer.bytes(from: request.start), to: connection)
      if answer.stalls { waitForEnd(of: connection) }
    }
    desk.state.withLock { state in
      shutdown(connection, Int32(SHUT_RDWR))
      close(connection)
      state.connections.removeAll { $0 == connection }
    }
  }

  /// Reads the head of a request; `nil` when there is none.
  private static func read(from connection: Int32) -> Request? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard head.count < 10_000, recv(connection, &byte, 1, 0) == 1 else { return nil }
      head.append(byte)
    }
    let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let start = range.flatMap { Int($0.dropFirst(13).prefix { $0.isNumber }) }
    return Request(path: String(words[1]), start: start)
  }

  private static func send(_ bytes: [UInt8], to connection: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(
          connection, $0.baseAddress.map { $0 + done }, bytes.count - done, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      done += count
    }
  }

  /// Waits until the client has gone, or the server has been stopped.
  private static func waitForEnd(of connection: Int32) {
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }

  private static func failure(_ call: String) -> NSError {
    NSError(domain: NSPOSIXErrorDomain, code: Int(errno), userInfo: ["call": call])
  }
}
