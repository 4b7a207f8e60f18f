import Problems
import Storyboards
import TensorEngine
import Typesetting

// What a change did to what is on the stage, in words.

extension LiveProblem {
  /// The result on the stage; `nil` while there is none.
  var result: Tensor<Double>? {
    (try? outcome.get())?.steps[operation].output
  }

  /// What a change did to the result, as the end of a sentence.
  func comparison(with before: Tensor<Double>?) -> String {
    guard let result else { return "" }
    guard let before, before.shape == result.shape else {
      let was = before.map { ", was \($0.shape.inWords)" } ?? ""
      return ": the result is \(result.shape.inWords)\(was)"
    }
    let changed = zip(result.elements, before.elements).count { $0 != $1 }
    switch changed {
    case 0: return ": no result changed"
    case result.shape.count: return result.shape.count == 1 ? "" : ": all results changed"
    default: return ": \(changed) of \(result.shape.count) results changed"
    }
  }
}

extension Storyboard {
  /// How many of the gradients in view changed; `nil` where there are none, or others than before.
  func gradientsChanged(since before: Storyboard) -> String? {
    func numbers(_ board: Storyboard) -> [Double] {
      board.panels.filter(\.collects).flatMap(\.planes).flatMap(\.values)
    }
    let (old, new) = (numbers(before), numbers(self))
    guard !new.isEmpty, old.count == new.count else { return nil }
    switch zip(old, new).count(where: { $0 != $1 }) {
    case 0: return "no gradient changed"
    case new.count: return "all gradients changed"
    case let changed: return "\(changed) of \(new.count) gradients changed"
    }
  }
}

extension Shape {
  /// The lengths that matter: `3×3`, `2×3×3` with channels; of an image, however low, rows and columns.
  fileprivate var inWords: String {
    let long = dimensions.drop { $0 == 1 }
    let lengths = dimensions.count == 4 && long.count == 1 ? dimensions.suffix(2) : long
    return lengths.isEmpty ? "one number" : NumberText.size(lengths)
  }
}
