import Foundation
import TerminalKit

/// Screens as text files in a folder `Snapshots` beside the test that compares with them.
///
///     let difference = try recordings.difference(of: buffer.text, from: "home")
///     #expect(difference == nil)
public struct ScreenRecordings {
  private let folder: URL

  /// The recordings beside a file of tests.
  public init(besides file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Snapshots")
  }

  /// What is wrong with a screen; `nil` when it is as recorded.
  public func difference(of screen: String, from name: String) throws -> String? {
    try Recording(folder.appendingPathComponent("\(name).txt")).difference(of: screen + "\n")
  }
}
