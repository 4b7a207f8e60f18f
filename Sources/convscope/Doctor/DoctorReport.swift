import Backends
import Foundation
import Typesetting

/// Everything that `convscope doctor` found out, to be printed as text or as JSON.
struct DoctorReport: Encodable {
  /// Findings under a heading.
  struct Section: Encodable {
    let title: String
    let findings: [Finding]
  }

  /// Whether nothing is a problem.
  let ok: Bool
  /// The sections in the order of the page.
  let sections: [Section]
  /// The backends, whether or not they can be used.
  let backends: [BackendState]

  init(_ sections: [Section], backends: [BackendState]) {
    (self.sections, self.backends) = (sections, backends)
    ok = sections.allSatisfy { $0.findings.allSatisfy { $0.status != .problem } }
  }

  /// Looks at everything.
  static func collect() -> DoctorReport {
    let backends = Backends.all.map(BackendState.init)
    let sections = [
      Section(title: "Program", findings: Finding.program),
      Section(title: "Computing", findings: backends.flatMap(\.findings)),
      Section(title: "Terminal", findings: Finding.terminal),
      Section(title: "Lessons", findings: Finding.lessons),
    ]
    return DoctorReport(sections, backends: backends)
  }

  /// A line for each finding, with what to do below it.
  var text: String {
    let sections = sections.map { section in
      let width = section.findings.map { DisplayWidth.of($0.name) }.max() ?? 0
      let lines = section.findings.map { finding in
        let status = finding.status.rawValue.padded(to: 7)
        let indent = String(repeating: " ", count: 2 + 7 + 2 + width + 2)
        let value = finding.value + (finding.remedy.map { "\n\($0)" } ?? "")
        let longest = value.split { $0 == " " || $0 == "\n" }.map { DisplayWidth.of($0) }.max() ?? 0
        // A path cannot be broken: where it is too long for the column it begins further left.
        guard longest > Prose.width - indent.count else {
          return Prose.wrapped(
            value, first: "  \(status)  \(finding.name.padded(to: width))  ", indent: indent)
        }
        return "  \(status)  \(finding.name)\n"
          + Prose.wrapped(value, first: "    ", indent: "    ")
      }
      return ([section.title] + lines).joined(separator: "\n")
    }
    let verdict = ok ? "Everything works." : "Some things do not work; look for 'problem' above."
    return (sections + [verdict]).joined(separator: "\n\n")
  }

  /// The same for programs.
  ///
  /// - Throws: Nothing in practice; the encoder's signature says otherwise.
  func json() throws -> String {
    try JSONText.of(self)
  }
}
