import Lessons

extension Curriculum {
  /// A page with a table for each group: what is taught, and where.
  var markdown: String {
    let head = """
      # What the course teaches, and where

      Generated from [curriculum.yaml](curriculum.yaml) and the lessons; `make generate` rewrites it. Steps are counted from 1;
      *practice* names a family of `convscope practice`.

      """
    let tables = groups.enumerated().map { number, group in
      let rows = group.items.enumerated().map { index, item in
        "| \(number + 1).\(index + 1) | \(item.what) | \(item.whereText) |"
      }
      return "## \(number + 1). \(group.title)\n\n| | what | where |\n|---|---|---|\n"
        + rows.joined(separator: "\n") + "\n"
    }
    return ([head] + tables).joined(separator: "\n")
  }
}

extension Curriculum.Item {
  /// The places in words: steps of one lesson together, then families, then the note.
  fileprivate var whereText: String {
    var steps: [(lesson: String, numbers: [Int])] = []
    var families: [String] = []
    for place in places {
      switch place {
      case .step(let lesson, let index):
        if let known = steps.firstIndex(where: { $0.lesson == lesson.id }) {
          steps[known].numbers.append(index + 1)
        } else {
          steps.append((lesson.id, [index + 1]))
        }
      case .family(_, let family): families.append(family.id)
      }
    }
    let lessons = steps.map { lesson, numbers in
      "`\(lesson)` " + numbers.sorted().map(String.init).joined(separator: ", ")
    }
    let practice =
      families.isEmpty
      ? [] : ["*practice* " + families.map { "`\($0)`" }.joined(separator: ", ")]
    let words = lessons + practice + [note].compactMap { $0 }
    return words.isEmpty ? "–" : words.joined(separator: " · ")
  }
}
