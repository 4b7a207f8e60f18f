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
    let given = texts.count == 1 ? words(texts[0], rows, columns) : texts
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
  fileprivate static func words(_ text: String, _ rows: Int, _ columns: Int) -> [String] {
    func words(_ text: String) -> [String] { text.split { $0.isWhitespace }.map(String.init) }
    let lines = text.components(separatedBy: "/").map { words($0) }
    let isLaidOut =
      lines.count == rows + 1 && lines.last?.count == 1
      && lines.dropLast().allSatisfy { $0.count == columns }
    return isLaidOut ? Array(lines.joined()) : words(text).filter { $0 != "/" }
  }
}

/// Answers as they stand in a file that is handed in.
extension PreparedQuestion.Form {
  /// What stands for a product that is not filled in.
  private static let open = "?"

  /// The texts of an answer on one line: products row by row, ` / ` between the rows, and their sum, which
  /// stands alone where it is all there is.
  public func line(of texts: [String]) -> String {
    guard case .products(_, let columns, _) = self, texts.count > 1 else { return texts.joined() }
    guard texts.contains(where: { !$0.isEmpty }) else { return "" }
    guard texts.dropLast().contains(where: { !$0.isEmpty }) else { return texts[texts.count - 1] }
    let filled = texts.map { $0.isEmpty ? Self.open : $0 }
    return stride(from: 0, to: filled.count, by: columns).map { start in
      filled[start..<min(start + columns, filled.count)].joined(separator: " ")
    }.joined(separator: " / ")
  }

  /// The texts of an answer that stands on one line.
  public func texts(ofLine line: String) -> [String] {
    guard case .products(let rows, let columns, _) = self else { return [line] }
    let fields = AnswerReader.words(line, rows, columns)
    let count = rows * columns
    if fields.count == 1 { return [String](repeating: "", count: count) + fields }
    guard fields.count == count + 1 else { return [line] }
    return fields.map { $0 == Self.open ? "" : $0 }
  }
}
