import DatasetFetching
import Testing
import Typesetting

@testable import convscope

/// What is written while a set is fetched.
struct FetchTextTests {
  @Test(arguments: [
    (0, 0.0, "[....................]   0 %  0 bytes of 170.1 MB"),
    (
      71_400_000, 5_200_000.0,
      "[########............]  41 %  71.4 MB of 170.1 MB  5.2 MB/s  19 s left"
    ),
    (
      170_052_171, 1000.0,
      "[####################] 100 %  170.1 MB of 170.1 MB  1.0 kB/s  0 s left"
    ),
  ])
  func `the bar shows share, bytes, rate and time left`(
    _ count: Int, _ rate: Double, _ line: String
  ) {
    let state = FetchProgress(
      name: "archive", byteCount: count, total: 170_052_171, bytesPerSecond: rate)
    #expect(FetchLines.bar(state) == line)
  }

  @Test(arguments: [
    ("/home/ada/sets", "/home/ada/sets"), ("my sets", "'my sets'"), ("it's", "'it'\\''s'"),
    ("~", "'~'"), ("a{b", "'a{b'"), ("", "''"),
  ])
  func `a path is quoted where a shell would take it apart`(_ word: String, _ quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }
}
