import ArgumentParser

/// Says what the machine, the terminal and the installation can do.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the machine, the terminal and the installation can do.",
    discussion: """
      Each line is marked: ok, note (worth knowing) or problem, with what to do about it. The exit \
      status is 1 when there is a problem.
      """)

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() throws {
    let report = DoctorReport.collect()
    if json {
      StandardOutput.writeExactly(try report.json())
    } else {
      StandardOutput.write(report.text)
    }
    if !report.ok { throw ExitStatus.checkFailed }
  }
}
