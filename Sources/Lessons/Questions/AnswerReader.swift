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
  /// The numbers of it, in row-major order; none of what is no number.
  var numbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .grid(_, _, let values), .numbers(let values): values
    case .size, .choice, .positions, .text: []
    }
  }

  /// Whether somebody who is asked in a form can give the answer.
  func fits(_ form: PreparedQuestion.Form) -> Bool {
    switch (self, form) {
    case (.number, .number), (.number, .count), (.number, .products), (.choice, .choice),
      (.size, .size), (.size, .shape),
      (.text, .text), (.positions, .several), (.positions, .match), (.positions, .order):
      true
    case (.numbers(let numbers), .fields(let fields)): numbers.count == fields.count
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
  ///   - right: The right answer, which tells whether `2,048` is two thousand or two.
  static func read(
    _ texts: [String], as form: PreparedQuestion.Form, near right: Answer? = nil
  ) throws(UnreadableAnswer) -> Answer {
    let text = (texts.first ?? "").trimmingWhitespace
    switch form {
    case .number:
      guard let number = number(text, near: right?.numbers.first) else {
        throw UnreadableAnswer(
          message: "\(text.quoted) is not a number. Write one like 3, −2, 0.5 or 1/3.")
      }
      return .number(number)
    case .count:
      guard let number = wholeNumber(text) else {
        throw UnreadableAnswer(
          message: "\(text.quoted) is not a whole number. Write one like 864 or 12,046,160.")
      }
      return .number(number)
    case .size, .shape:
      guard let lengths = size(text) else {
        throw UnreadableAnswer(
          message: "\(text.quoted) is not a size. Write \(pattern(of: form)).")
      }
      return .size(lengths)
    case .choice(let options):
      guard let position = option(text, of: options) else {
        throw UnreadableAnswer(message: "Choose one of the options by its number.")
      }
      return .choice(position)
    case .several(let choices): return .positions(try options(texts, of: choices).sorted())
    case .match(let left, let options):
      return .positions(try match(texts, left.count, options))
    case .order(let items): return .positions(try order(texts, items))
    case .products(let rows, let columns, _):
      return try products(texts, rows, columns, sum: right?.numbers.first)
    case .written: return .text(text)
    case .text:
      guard !Answer.normalised(text).isEmpty else {
        throw UnreadableAnswer(message: "Write a word.")
      }
      return .text(text)
    case .grid(let rows, let columns):
      return try grid(texts, rows: rows, columns: columns, near: right?.numbers)
    case .fields(let fields): return .numbers(try numbers(texts, fields, near: right?.numbers))
    }
  }

  /// A number: with either minus sign, in parentheses, as a fraction, with a decimal comma.
  ///
  ///     number("(−1)")  // -1
  ///     number("1/3")   // 0.333…
  ///     number("0,5")   // 0.5
  ///
  /// - Parameter right: The right number: where it is a thousand or more, commas and blanks part groups of
  ///   three digits.
  static func number(_ text: String, near right: Double? = nil) -> Double? {
    if let right, abs(right) >= 1000, let whole = grouped(text) { return whole }
    return number(written: text) ?? grouped(text)
  }

  /// A whole number whose digits stand in groups of three, with a minus sign or without.
  ///
  ///     grouped("2,048")  // 2048
  static func grouped(_ text: String) -> Double? {
    let text = text.trimmingWhitespace
    let digits = text.drop { "-−–".contains($0) }
    guard text.count - digits.count <= 1, digits.first != "0",
      digits.contains(where: { !$0.isNumber }),
      let number = wholeNumber(String(digits), among: ", '\u{202F}\u{00A0}")
    else { return nil }
    return digits.count < text.count ? -number : number
  }

  private static func number(written text: String) -> Double? {
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

  /// Lengths between `x`, `×`, `by`, commas or spaces, in parentheses or brackets or not; an `x` has a
  /// length on either side.
  static func size(_ text: String) -> [Double]? {
    let words = text.replacing("by", with: "x")
    let sides = words.split(omittingEmptySubsequences: false) { "x×X*".contains($0) }
      .map { side in side.split { " ,()[]".contains($0) } }
    let parts = sides.flatMap { $0 }
    guard (1...4).contains(parts.count), !sides.contains([]) else { return nil }
    let lengths = parts.compactMap { plainNumber($0) }
    return lengths.count == parts.count ? lengths : nil
  }

  /// A whole number, with commas, points or spaces between groups of three digits or without.
  ///
  ///     wholeNumber("12,046,160")  // 12046160
  static func wholeNumber(_ text: String) -> Double? {
    wholeNumber(text, among: ",. '\u{202F}\u{00A0}")
      ?? number(written: text).flatMap { $0 == $0.rounded() ? $0 : nil }
  }

  /// Digits in groups of three between some separators, or without.
  private static func wholeNumber(_ text: String, among separators: String) -> Double? {
    let groups = text.split(
      omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
    guard let first = groups.first, !first.isEmpty,
      groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      groups.count == 1 || (first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }),
      let number = Double(groups.joined()), number < 0x1p53
    else { return nil }
    return number
  }

  /// How a size is written, without any that could be the answer.
  public static func pattern(of form: PreparedQuestion.Form) -> String {
    switch form {
    case .size(axes: 1): "one length"
    case .size(axes: 2): "rows x columns"
    case .size(let axes): "\(axes) lengths, x between"
    case .shape(let axes): axes.joined(separator: " x ")
    case .written: "rows separated by  / "
    default: ""
    }
  }

  private static func grid(
    _ texts: [String], rows: Int, columns: Int, near right: [Double]?
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
      let right = right.flatMap { $0.indices.contains(cell) ? $0[cell] : nil }
      if let value = number(text, near: right) {
        values.append(value)
      } else {
        unreadable.insert(cell)
      }
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
    // A minus in an exponent is typeset, too.
    var plain = String(text).replacing("e−", with: "e-").replacing("E−", with: "E-")
    if plain.count(where: { $0 == "," }) == 1, !plain.contains(".") {
      plain = plain.replacing(",", with: ".")
    }
    guard case .number(let value) = NumberSyntax.parse(plain) else { return nil }
    return value
  }
}
