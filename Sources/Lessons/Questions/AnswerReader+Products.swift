import Foundation
import Misconceptions
import Typesetting

/// Answers that are the products of a sum and the sum.
extension AnswerReader {
  /// A number for each product and the sum behind them, or the sum alone.
  ///
  /// - Parameters:
  ///   - texts: One text for each; or all in one, row by row, with `/` between the rows or without.
  ///   - right: The right sum, as for ``number(_:near:)``.
  static func products(
    _ texts: [String], _ rows: Int, _ columns: Int, sum right: Double?
  ) throws(UnreadableAnswer) -> Answer {
    let count = rows * columns + 1
    if texts.count == 1, let sum = number(texts[0], near: right) { return .number(sum) }
    let given = texts.count == 1 ? fields(written: texts[0], rows, columns) : texts
    guard given.count == count else {
      throw UnreadableAnswer(
        message: "Give \(count - 1) products row by row, and their sum behind them: \(count)"
          + " numbers.")
    }
    let numbers = given.enumerated().map { number($1, near: $0 == count - 1 ? right : nil) }
    let unreadable = numbers.indices.filter { numbers[$0] == nil }
    guard unreadable.isEmpty else {
      let first = given[unreadable[0]].trimmingWhitespace
      throw UnreadableAnswer(
        cells: Set(unreadable),
        message: "\(first.quoted) is not a number. Write one like 3, −2, 0.5 or 1/3.")
    }
    return .numbers(numbers.compactMap { $0 })
  }

  /// What stands between blanks; a stroke between the rows parts them, too, elsewhere it is a fraction's.
  private static func fields(written text: String, _ rows: Int, _ columns: Int) -> [String] {
    func words(_ text: String) -> [String] { text.split { $0.isWhitespace }.map(String.init) }
    let lines = text.components(separatedBy: "/").map { words($0) }
    let isLaidOut =
      lines.count == rows + 1 && lines.last?.count == 1
      && lines.dropLast().allSatisfy { $0.count == columns }
    return isLaidOut ? Array(lines.joined()) : words(text).filter { $0 != "/" }
  }
}
