import DatasetFetching
import Datasets
import Foundation
import Typesetting

/// What the check of a set found, as text.
struct CheckText {
  private let check: DatasetCheck

  init(_ check: DatasetCheck) {
    self.check = check
  }

  var text: String {
    guard check.problems.isEmpty, let dataset = check.dataset else {
      let count = check.problems.count
      return check.problems.map { $0.report }.joined(separator: "\n")
        + "\n\(check.set.title) in \(check.folder): "
        + (count == 1 ? "1 problem" : "\(count) problems")
    }
    return (["\(dataset.name) in \(check.folder)", ""] + table(dataset) + ["", conclusion])
      .joined(separator: "\n")
  }

  /// How many images each class has.
  private func table(_ dataset: Dataset) -> [String] {
    let counts = [dataset.train, dataset.test].map { images in
      images.labels.reduce(into: [Int](repeating: 0, count: dataset.classCount)) {
        $0[Int($1)] += 1
      }
    }
    func row(_ name: String, _ index: Int) -> [String] {
      [name] + counts.map { NumberText.grouped($0[index]) }
    }
    let total = counts.map { NumberText.grouped($0.reduce(0, +)) }
    return TextTable(
      header: ["class", " train", "  test"],
      rows: dataset.classNames.enumerated().map { row($1, $0) } + [["all"] + total],
      trailing: [1, 2]
    ).lines
  }

  private var conclusion: String {
    guard let count = check.checksumCount else {
      return "Sizes and labels are in order. There is no \(ChecksumList.fileName) to compare with."
    }
    return "Sizes, labels and the checksums of \(count) files are in order."
  }
}
