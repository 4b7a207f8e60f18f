/// A lesson that comes with the program, as `learn --list` tells of it.
struct ShippedLesson: Hashable, Sendable {
  var id: String
  var stepCount: Int

  static func all(in sandbox: Sandbox) throws -> [ShippedLesson] {
    let list = try Convscope.run("learn", "--list", in: sandbox)
    let lessons = list.standardOutput.split(separator: "\n").dropFirst().compactMap { row in
      let words = row.split(separator: " ")
      return words.last.flatMap { Int($0) }.map {
        ShippedLesson(id: String(words[0]), stepCount: $0)
      }
    }
    guard !lessons.isEmpty else {
      throw HarnessError("no lessons in: \(list.standardOutput)\(list.standardError)")
    }
    return lessons
  }
}
