import Problems
import Typesetting

extension CheckRun {
  /// The findings as one line of JSON, for editors and CI.
  ///
  /// ```json
  /// {"findings":[{"severity":"error","file":"l.yaml","line":3,"column":7,"message":"…","remedy":"…"}],
  ///  "lessons":1,"problems":0,"topics":0,"sheets":0,"errors":1,"warnings":0}
  /// ```
  ///
  /// Line and column are `null` for what is about a whole file or folder.
  ///
  /// - Parameter refusals: Why other paths could not be read.
  func json(refusals: [Diagnostic]) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("findings")
      writer.array(refusals + findings) { writer, finding in
        writer.object { writer in
          writer.key("severity")
          writer.string(finding.severity.rawValue)
          writer.key("file")
          writer.string(finding.file)
          for (name, number) in [
            ("line", finding.location?.line), ("column", finding.location?.column),
          ] {
            writer.key(name)
            if let number { writer.integer(number) } else { writer.null() }
          }
          writer.key("message")
          writer.string(finding.message)
          writer.key("remedy")
          writer.string(finding.remedy)
        }
      }
      for (name, count) in [
        ("lessons", tally.lessons), ("problems", tally.problems), ("topics", tally.topics),
        ("sheets", tally.sheets), ("errors", tally.errors + refusals.count),
        ("warnings", tally.warnings),
      ] {
        writer.key(name)
        writer.integer(count)
      }
    }
    return writer.text
  }
}
