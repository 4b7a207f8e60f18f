import Foundation
import Training
import Typesetting

/// The runs in the user's state folder.
struct RunList {
  private let runs: [RunSummary]

  init(_ runs: [RunSummary]) {
    self.runs = runs
  }

  /// The folder that a word names: itself, or that of a run in the list.
  static func path(of word: String) -> String {
    let inList = RunFolder.standard + "/" + word
    let isName = !word.contains("/") && FileManager.default.fileExists(atPath: inList)
    return isName && !FileManager.default.fileExists(atPath: word + "/config.json") ? inList : word
  }

  var text: String {
    guard !runs.isEmpty else {
      return "There are no runs in \(RunFolder.standard).\nStart one with: convscope train"
    }
    let rows = runs.map { run in
      [
        Self.shortened(URL(fileURLWithPath: run.path).lastPathComponent),
        Self.shortened(run.configuration.data.argument),
        "\(run.epochs.last?.epoch ?? 0)/\(run.configuration.epochs)",
        run.best.map { NumberText.percent($0.testAccuracy, 2).leftPadded(to: 8) } ?? "",
        run.state.rawValue, Self.date(run.date),
      ]
    }
    let header = ["run", "data", "epochs", "best", "state", "last written"]
    return TextTable(header: header, rows: rows).text
  }

  /// The end of a long name, which is where names differ; --json has all of it.
  private static func shortened(_ name: String) -> String {
    name.count <= 32 ? name : "…" + name.suffix(31)
  }

  func json() throws -> String {
    struct Row: Encodable {
      let run: String
      let network: String
      let data: String
      let epochs: [EpochReport]
      let bestAccuracy: Double?
      let state: String
    }
    let rows = runs.map { run in
      Row(
        run: run.path, network: run.configuration.network, data: run.configuration.data.argument,
        epochs: run.epochs, bestAccuracy: run.best?.testAccuracy, state: run.state.rawValue)
    }
    return try JSONText.of(rows)
  }

  private static func date(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter.string(from: date)
  }
}
