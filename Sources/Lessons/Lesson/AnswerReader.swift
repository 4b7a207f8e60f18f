import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// Why a text cannot be read as an answer.
struct UnreadableAnswer: Error {
  /// The cells that cannot be read, for a grid that is given cell by cell.
  var cells: Set<Int> = []
  /// What to write instead.
  let message: String
}

extension Answer {
  /// Whether somebody who is asked in a form can give the answer.
  func fits(_ form: PreparedQuestion.Form) -> Bool {
    switch (self, form) {
    case (.number, .number), (.choice, .choice), (.size, .size): true
    case (.grid(let rows, let columns, _), .grid(let wantedRows, let wantedColumns)):
      rows == wantedRows && columns == wantedColumns
    default: false
    }
  }
}

/// Reads what people write as answers.
public enum AnswerReader {
  /// Reads an answer of a kind.
  ///
  /// - Parameters:
  ///   - texts: One text, or for a grid one for each cell.
  ///   - form: What is asked for.
  static func read(
    _ texts: [String], as form: PreparedQuestion.Form
  ) throws(UnreadableAnswer) -> Answer {
    let text = texts.first ?? ""
    switch form {
    case .number:
      guard let number = number(text) else {
        throw UnreadableAnswer(
          message:
            "\(text.trimmingWhitespace.quoted) is not a number. Write one like 3, −2, 0.5 or 1/3.")
      }
      return .number(number)
    case .size(let axes):
      guard let lengths = size(text) else {
        throw UnreadableAnswer(
          message:
            "\(text.trimmingWhitespace.quoted) is not a size. Write \(pattern(ofAxes: axes)).")
      }
      return .size(lengths)
    case .choice(let options):
      guard let position = option(text, of: options) else {
        throw UnreadableAnswer(message: "Choose one of the options by its number.")
      }
      return .choice(position)
    case .grid(let rows, let columns):
      return try grid(texts, rows: rows, columns: columns)
    }
  }

  /// A number: with either minus sign, in parentheses, as a fraction, with a decimal comma.
  ///
  ///     number("(−1)")  // -1
  ///     number("1/3")   // 0.333…
  ///     number("0,5")   // 0.5
  static func number(_ text: String) -> Double? {
    var rest = text.trimmingWhitespace[...]
    if rest.hasPrefix("=") { rest = rest.dropFirst() }
    rest = rest.drop { $0.isWhitespace }
    if rest.hasPrefix("("), rest.hasSuffix(")") { rest = rest.dropFirst().dropLast() }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let over = plainNumber(parts[0]), let under = plainNumber(parts[1]), under != 0 else {
        return nil
      }
      return over / under
    }
    return plainNumber(rest)
  }

  /// Lengths between `x`, `×`, `by`, commas or spaces, in parentheses or brackets or not.
  static func size(_ text: String) -> [Double]? {
    let words = text.replacing("by", with: "x")
    let parts = words.split { " x×X*,()[]".contains($0) }
    guard (1...4).contains(parts.count) else { return nil }
    let lengths = parts.compactMap { plainNumber($0) }
    return lengths.count == parts.count ? lengths : nil
  }

  /// The option that a learner means: by its number from 1, or by its text.
  private static func option(_ text: String, of options: [String]) -> Int? {
    let wanted = text.trimmingWhitespace
    if let number = Int(wanted), options.indices.contains(number - 1) { return number - 1 }
    return position(of: wanted, in: options)
  }

  /// The option with a text, whatever its case.
  static func position(of text: String, in options: [String]) -> Int? {
    let wanted = text.trimmingWhitespace.lowercased()
    return options.firstIndex { $0.lowercased() == wanted }
  }

  /// How a size is written, without any that could be the answer.
  public static func pattern(ofAxes axes: Int) -> String {
    switch axes {
    case 1: "one length"
    case 2: "rows x columns"
    default: "\(axes) lengths with x between them"
    }
  }

  private static func grid(
    _ texts: [String], rows: Int, columns: Int
  ) throws(UnreadableAnswer) -> Answer {
    if texts.count == 1, rows * columns > 1 {
      return try grid(written: texts[0], rows: rows, columns: columns)
    }
    guard texts.count == rows * columns else {
      throw UnreadableAnswer(message: "Fill in all \(rows * columns) cells.")
    }
    var values: [Double] = []
    var unreadable: Set<Int> = []
    for (cell, text) in texts.enumerated() {
      if let value = number(text) { values.append(value) } else { unreadable.insert(cell) }
    }
    guard unreadable.isEmpty else {
      throw UnreadableAnswer(
        cells: unreadable,
        message: unreadable.count == 1
          ? "One cell is not a number." : "\(unreadable.count) cells are not numbers.")
    }
    return .grid(rows: rows, columns: columns, values: values)
  }

  /// A grid on one line, rows separated by `/`.
  private static func grid(
    written text: String, rows: Int, columns: Int
  ) throws(UnreadableAnswer) -> Answer {
    let value: Tensor<Double>
    do throws(Diagnostic) {
      let file = try SourceFile(path: "answer", text: text)
      value = try GridLiteral(SourceNode(wholeTextOf: file), as: "the answer").value
    } catch {
      throw UnreadableAnswer(message: "\(error.message). Write rows separated by '/'.")
    }
    let plane = value.shape.rank < 2 ? Shape([1, value.shape.count]) : value.shape
    guard plane.dimensions.dropLast(2).allSatisfy({ $0 == 1 }) else {
      throw UnreadableAnswer(message: "Write one plane: rows separated by '/'.")
    }
    return .grid(
      rows: plane[plane.rank - 2], columns: plane[plane.rank - 1], values: value.elements)
  }

  /// A number without a fraction stroke; one comma and no point is a decimal comma.
  private static func plainNumber(_ text: some StringProtocol) -> Double? {
    var plain = String(text)
    if plain.count(where: { $0 == "," }) == 1, !plain.contains(".") {
      plain = plain.replacing(",", with: ".")
    }
    guard case .number(let value) = NumberSyntax.parse(plain) else { return nil }
    return value
  }
}
