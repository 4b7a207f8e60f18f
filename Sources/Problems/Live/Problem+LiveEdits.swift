import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// The edits that give live parameters other values.
extension Problem {
  /// The edit that makes a parameter larger or smaller, or takes its next or previous word.
  ///
  /// A number goes on in its first digit: 0.5 to 0.6, 1e−5 to 2e−5. A smaller kernel loses its last rows and
  /// columns; a larger one gets them back from the latest problem that had them, or zeros.
  ///
  /// - Parameters:
  ///   - parameter: One of ``liveParameters(of:)``.
  ///   - step: 1 for more, −1 for less.
  ///   - past: What the problem was before, the latest first.
  /// - Throws: A diagnostic that says why it goes no further.
  func edit(
    _ parameter: LiveParameter, by step: Int, remembering past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    switch parameter.value {
    case .size(let name, let shape, let axes):
      return try resized(shape, axes: axes, of: name, by: step, past)
    case .lengths(let lengths, let least):
      let changed = lengths.map { $0 + step }
      guard changed.allSatisfy({ (least...GeometryLimits.maximumParameter).contains($0) }) else {
        throw atTheEnd(parameter, step)
      }
      return setting(parameter, to: changed.map(String.init).joined(separator: ", "))
    case .number(let number, let range):
      let changed = number.next(by: step)
      guard range.contains(changed) else { throw atTheEnd(parameter, step) }
      return setting(parameter, to: "\(changed)")
    case .word(let word, let words):
      let place = words.firstIndex(of: word) ?? 0
      return setting(parameter, to: words[(place + step + words.count) % words.count])
    case .text:
      throw firstOperation.diagnostic(
        "\(parameter.name) has no next value", remedy: "Type the one that it is to have.")
    }
  }

  /// The edit that gives a parameter a value that was typed, written as in a problem file; a size as `4` or
  /// `4x5`.
  ///
  /// - Throws: A diagnostic when it cannot have that value.
  func edit(
    _ parameter: LiveParameter, typed text: String, remembering past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    guard case .size(let name, let shape, let axes) = parameter.value else {
      let edit = setting(parameter, to: text)
      // What no such parameter can be is said before anything is changed.
      _ = try edited(by: [edit])
      return edit
    }
    let sizes = text.split { "x× ,".contains($0) }.map { Int($0) ?? 0 }
    guard sizes.count == 1 || sizes.count == axes,
      sizes.allSatisfy({ (1...Self.longestTyped).contains($0) })
    else {
      throw firstOperation.diagnostic(
        "\(parameter.name) cannot be \(text.quoted)",
        remedy: "Type a size from 1 to \(Self.longestTyped)\(axes == 2 ? ", or two: 3x4" : "").")
    }
    let start = shape.count - axes
    let changed = shape.indices.map { axis in
      axis < start || sizes.count == 1 && isSingleRow(name, shape, axis, axes)
        ? shape[axis] : sizes[sizes.count == 1 ? 0 : axis - start]
    }
    return try resized(shape, to: changed, of: name, past)
  }

  /// The edit that leaves a parameter out, which gives it its default.
  ///
  /// - Throws: A diagnostic where it has none.
  func edit(leavingOut parameter: LiveParameter) throws(Diagnostic) -> ProblemEdit {
    let operation = operations[parameter.operation]
    guard let usual = operation.schema.parameter(operation.written(parameter))?.defaultText else {
      throw operation.diagnostic("\(parameter.name) has no usual value", remedy: "Type one.")
    }
    return setting(parameter, to: usual)
  }

  /// The edit that gives a kernel another size along every axis.
  ///
  /// - Throws: A diagnostic when it cannot have that size.
  func edit(
    _ kernel: LiveParameter, to size: Int, remembering past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    switch kernel.value {
    case .size(let name, let shape, let axes):
      let start = shape.count - axes
      return try resized(
        shape, to: shape.indices.map { $0 < start ? shape[$0] : size }, of: name, past)
    case .lengths, .number, .word, .text: return setting(kernel, to: "\(size)")
    }
  }

  /// The largest size that is typed; more is a slip, and by keys nobody gets there.
  private static let longestTyped = 100

  /// The edit that writes a parameter; of those that exclude each other, the others are left out.
  private func setting(_ parameter: LiveParameter, to text: String) -> ProblemEdit {
    let (index, operation) = (parameter.operation, operations[parameter.operation])
    let name = operation.written(parameter)
    let edit = ProblemEdit.parameter(operation: index, name: name, text: text)
    guard text != operation.schema.parameter(name)?.defaultText else { return edit }
    let others = OperationSchema.alternatives.first { $0.contains(name) } ?? []
    let left = others.filter { $0 != name && operation.arguments[$0] != nil }
    guard !left.isEmpty else { return edit }
    return .all(
      left.map { other in
        let usual = operation.schema.parameter(other)?.defaultText ?? ""
        return .parameter(operation: index, name: other, text: usual)
      } + [edit])
  }

  /// A grid with its last axes longer or shorter.
  private func resized(
    _ shape: [Int], axes: Int, of name: String, by step: Int, _ past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    let start = shape.count - axes
    let changed = shape.indices.map { axis in
      axis < start || isSingleRow(name, shape, axis, axes) ? shape[axis] : shape[axis] + step
    }
    guard axes > 0, changed.allSatisfy({ $0 >= 1 }) else {
      throw firstOperation.diagnostic("it has at least one row and one column")
    }
    return try resized(shape, to: changed, of: name, past)
  }

  /// Whether an axis is the only row of an input, which stays the only one.
  private func isSingleRow(_ name: String, _ shape: [Int], _ axis: Int, _ axes: Int) -> Bool {
    name == "input" && axes == 2 && axis == shape.count - axes && shape[axis] == 1
  }

  private func resized(
    _ shape: [Int], to changed: [Int], of name: String, _ past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    guard let grid = grid(named: name), let count = Shape.checkedCount(changed),
      count <= ProblemLimits.mostNumbers
    else { throw firstOperation.diagnostic("it is large enough") }
    let (old, new) = (Shape(shape), Shape(changed))
    let numbers = (0..<count).map { offset in
      let index = new.index(at: offset)
      let exists = zip(index, shape).allSatisfy { $0 < $1 }
      return exists
        ? grid.value.elements[old.offset(of: index)]
        : past.lazy.compactMap { $0.number(of: name, at: index) }.first ?? 0
    }
    // As many axes as were written, or as it takes now: the ones in front of them have length 1.
    let rank = max(grid.value.shape.rank, changed.drop { $0 == 1 }.count)
    return .grid(of: name, shape: Array(changed.suffix(rank)), numbers: numbers)
  }

  /// The number that a grid has at an index of its full rank; `nil` where it has none there.
  func number(of name: String, at index: [Int]) -> Double? {
    guard let value = grid(named: name)?.value, value.shape.rank <= index.count else { return nil }
    let missing = index.count - value.shape.rank
    let rest = Array(index.dropFirst(missing))
    guard index.prefix(missing).allSatisfy({ $0 == 0 }),
      zip(rest, value.shape.dimensions).allSatisfy({ $0 < $1 })
    else { return nil }
    return value.elements[value.shape.offset(of: rest)]
  }

  private func atTheEnd(_ parameter: LiveParameter, _ step: Int) -> Diagnostic {
    firstOperation.diagnostic(
      "\(parameter.name) cannot be \(step < 0 ? "less" : "more") than \(parameter.text)")
  }
}

extension ProblemOperation {
  /// The name of a parameter in problem files.
  fileprivate func written(_ parameter: LiveParameter) -> String {
    parameter.name == LiveParameter.kernel && schema.parameter("kernel_size") != nil
      ? "kernel_size" : parameter.name
  }
}

extension OperationSchema {
  /// Parameters of which an op takes one.
  fileprivate static let alternatives = [["scale_factor", "size"], ["other", "others", "from"]]
}

extension Double {
  /// The next number with one first digit more or less: 0.5 to 0.6, 1e−5 to 2e−5, and 1 to 0.9.
  fileprivate func next(by step: Int) -> Double {
    guard self != 0 else { return 0.1 * Double(step) }
    var digits = abs(self)
    var exponent = 0
    while digits >= 10 { (digits, exponent) = (digits / 10, exponent + 1) }
    while digits < 0.999_999_999 { (digits, exponent) = (digits * 10, exponent - 1) }
    // Towards 0 the first digit would be gone with this step.
    let away = (self > 0) == (step > 0)
    if !away, digits < 1.000_000_001 { (digits, exponent) = (digits * 10, exponent - 1) }
    let changed = ((digits + (away ? 1 : -1)) * 1e6).rounded() / 1e6
    return Double("\(self < 0 ? "-" : "")\(changed)e\(exponent)") ?? self
  }
}
