import Foundation
import TensorEngine
import Typesetting

extension Explainer {
  /// `e^2 / (e^2 + e^1 + e^0) = 0.6652`; the logarithm: `2 − log(e^2 + e^1 + e^0) = −0.4076`.
  func softmaxStory(axis: Int, isLogarithm: Bool) -> Storyboard {
    let shape = operands[0].shape
    let (length, inner) = (shape[axis], shape.strides[axis])
    return cellByCell { operands, output, position in
      let input = operands[0]
      let index = position / inner % length
      let start = position - index * inner
      let offsets = (0..<length).map { start + $0 * inner }
      let powers = Powers(of: offsets.map { input.number($0) })
      let parts: [FormulaPart] =
        isLogarithm
        ? powers.exponent(index, bare: true) + [" − log("] + powers.sum + [")"]
        : powers.power(index) + [" / ("] + powers.sum + [")"]
      var caption = output.resultName(position)
      caption +=
        isLogarithm
        ? ": the number less the logarithm of the sum of all powers of e"
        : ": its power of e as a share of the sum of all \(length)"
      if powers.shift != nil {
        caption += "; the largest is subtracted first, which changes nothing"
      }
      return CellStep(
        caption: caption + ".",
        marks: offsets.map { input.mark($0) } + [input.mark(position, .chosen)],
        lines: [.formula(parts, result: output.number(position))])
    }
  }

  /// The entry of the class axis that the target names.
  func pickClassStory() -> Storyboard {
    let (inner, classes) = classStride(operands[0].shape)
    return cellByCell { operands, output, position in
      let (input, target) = (operands[0], operands[1])
      let name = output.resultName(position)
      guard let named = Int(exactly: target.value(position)), named >= 0, named < classes else {
        return CellStep(caption: "\(name): the target names no class.")
      }
      let source = (position / inner * classes + named) * inner + position % inner
      return CellStep(
        caption: "\(name): the target is class \(named), whose entry is"
          + " \(NumberText.short(input.value(source))).",
        marks: [target.mark(position), input.mark(source, .chosen)],
        lines: [.copy(of: input.number(source), result: output.number(position))])
    }
  }

  /// A value where the target points, zero elsewhere.
  func placeClassStory() -> Storyboard {
    let (inner, classes) = classStride(result.shape)
    return cellByCell { operands, output, position in
      let (input, target) = (operands[0], operands[1])
      let source = position / (inner * classes) * inner + position % inner
      let named = target.value(source)
      let isNamed = Double(position / inner % classes) == named
      return CellStep(
        caption: "\(output.resultName(position)): the target is class"
          + " \(NumberText.short(named)), so this is \(isNamed ? "its place" : "0").",
        marks: [target.mark(source)] + (isNamed ? [input.mark(source, .chosen)] : []),
        lines: [
          isNamed
            ? .copy(of: input.number(source), result: output.number(position))
            : .sum(of: [], result: output.number(position))
        ])
    }
  }

  /// How far apart the classes of a position lie, and how many there are.
  private func classStride(_ shape: Shape) -> (inner: Int, classes: Int) {
    (shape.strides[1], shape[1])
  }
}

/// Powers of e of some numbers, shifted by the largest where they would overflow.
struct Powers {
  let exponents: [ShownNumber]
  /// What is subtracted from every exponent.
  let shift: ShownNumber?

  init(of exponents: [ShownNumber]) {
    self.exponents = exponents
    let largest = exponents.max { $0.value < $1.value }
    let isSafe = exponents.allSatisfy { abs($0.value) <= Powers.safeExponent }
    shift = isSafe ? nil : largest
  }

  /// How large exponents may be before their powers are in danger of overflowing when added.
  static let safeExponent = 100.0

  /// `x`, or `x − m`.
  func exponent(_ index: Int, bare: Bool = false) -> [FormulaPart] {
    let x: FormulaPart = bare ? .number(exponents[index]) : .factor(exponents[index])
    return [x] + (shift.map { [" − ", .factor($0)] } ?? [])
  }

  /// `e^2`, or `e^(1002 − 1005)`.
  func power(_ index: Int) -> [FormulaPart] {
    shift == nil ? ["e^"] + exponent(index) : ["e^("] + exponent(index, bare: true) + [")"]
  }

  /// All powers, added.
  var sum: [FormulaPart] {
    FormulaPart.sum(count: exponents.count) {
      power($0)
    } value: {
      exp(exponents[$0].value - (shift?.value ?? 0))
    }
  }
}
