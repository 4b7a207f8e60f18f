import Typesetting

/// Answers that are made of options, by their numbers from 1 or by their texts.
extension AnswerReader {
  /// The option that a learner means: by its number from 1, or by its text.
  static func option(_ text: String, of options: [String]) -> Int? {
    let wanted = text.trimmingWhitespace
    if let number = Int(wanted), options.indices.contains(number - 1) { return number - 1 }
    return Options.position(of: wanted, in: options)
  }

  /// Several options: one text for each, or all in one text.
  static func options(
    _ texts: [String], of options: [String]
  ) throws(UnreadableAnswer) -> Set<Int> {
    let positions = parts(texts).map { option($0, of: options) }
    let whole = texts.count == 1 ? option(texts[0], of: options) : nil
    if let whole { return [whole] }
    guard !positions.isEmpty, !positions.contains(nil) else {
      throw UnreadableAnswer(message: "Choose by numbers, such as those of two options: 1, 2.")
    }
    return Set(positions.compactMap { $0 })
  }

  /// An option for each of some left texts.
  static func match(
    _ texts: [String], _ count: Int, _ options: [String]
  ) throws(UnreadableAnswer) -> [Int] {
    let positions = (texts.count == count ? texts : parts(texts)).map { option($0, of: options) }
    guard positions.count == count else {
      throw UnreadableAnswer(message: "Give each of the \(count) an option, by its number.")
    }
    let unread = positions.indices.filter { positions[$0] == nil }
    guard unread.isEmpty else {
      throw UnreadableAnswer(
        cells: Set(unread), message: "The options have the numbers 1 to \(options.count).")
    }
    return positions.compactMap { $0 }
  }

  /// All items in an order.
  static func order(_ texts: [String], _ items: [String]) throws(UnreadableAnswer) -> [Int] {
    let positions = (texts.count == items.count ? texts : parts(texts)).compactMap {
      option($0, of: items)
    }
    guard positions.count == items.count, Set(positions).count == items.count else {
      throw UnreadableAnswer(message: "Put all \(items.count) in an order, each once.")
    }
    return positions
  }

  /// A number for each field, within its range.
  static func numbers(
    _ texts: [String], _ fields: [PreparedQuestion.Field], near right: [Double]?
  ) throws(UnreadableAnswer) -> [Double] {
    let given = texts.count == fields.count ? texts : parts(texts)
    guard given.count == fields.count else {
      throw UnreadableAnswer(message: "Give all \(fields.count) a number.")
    }
    var numbers: [Double] = []
    for (cell, (text, field)) in zip(given, fields).enumerated() {
      let right = right.flatMap { $0.indices.contains(cell) ? $0[cell] : nil }
      guard let number = number(text, near: right) else {
        throw UnreadableAnswer(cells: [cell], message: "\(text.quoted) is not a number.")
      }
      guard field.range.contains(number) else {
        let ends = [field.range.lowerBound, field.range.upperBound].map { NumberText.short($0) }
        throw UnreadableAnswer(
          cells: [cell], message: "\(field.title) lies between \(ends[0]) and \(ends[1]) here.")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// What is separated by commas, semicolons or spaces.
  private static func parts(_ texts: [String]) -> [String] {
    guard texts.count == 1, let text = texts.first else { return texts }
    for separator: Character in [";", ",", " "] where text.contains(separator) {
      return text.split(separator: separator).map { String($0).trimmingWhitespace }
    }
    return [text.trimmingWhitespace].filter { !$0.isEmpty }
  }
}
