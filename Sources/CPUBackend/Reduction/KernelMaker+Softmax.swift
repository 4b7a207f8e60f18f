import Glibc
import TensorEngine

/// Probabilities and the classes that targets name.
extension KernelMaker {
  /// `exp(x − max) / Σ exp(x − max)` along one axis.
  func softmax(axis: Int, _ x: Operand, _ result: Destination) -> Kernel {
    lines(along: axis, x, result) { x, y, length, step in
      let largest = x[maximum(x, length, step)]
      var sum: Float = 0
      for i in 0..<length {
        let power = expf(x[i * step] - largest)
        y[i * step] = power
        sum += power
      }
      for i in 0..<length { y[i * step] /= sum }
    }
  }

  /// `x − max − log Σ exp(x − max)` along one axis; the largest element's power, 1, is left to
  /// `log1p`, as in the reference.
  func logSoftmax(axis: Int, _ x: Operand, _ result: Destination) -> Kernel {
    lines(along: axis, x, result) { x, y, length, step in
      let best = maximum(x, length, step)
      let largest = x[best]
      // 0, and no number where the largest is infinite or none.
      var others = largest - largest
      for i in 0..<length where i * step != best { others += expf(x[i * step] - largest) }
      let logarithm = log1pf(others)
      for i in 0..<length { y[i * step] = x[i * step] - largest - logarithm }
    }
  }

  /// Handles every line of elements along an axis.
  ///
  /// - Parameter body: Gets the first element of operand and result, the number of elements and
  ///   the distance between them.
  private func lines(
    along axis: Int, _ x: Operand, _ result: Destination,
    _ body: @escaping (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int, Int) -> Void
  ) -> Kernel {
    let (outer, length, inner) = x.shape.split(at: axis)
    return { [pool] in
      pool.forEachRange(of: outer * inner, workPerItem: length) { lines in
        for line in lines {
          let (o, i) = line.quotientAndRemainder(dividingBy: inner)
          let start = o * length * inner + i
          body(x.pointer + start, result.pointer + start, length, inner)
        }
      }
    }
  }

  /// Where the largest of a line's elements lies.
  private func maximum(_ x: UnsafePointer<Float>, _ length: Int, _ step: Int) -> Int {
    var best = 0
    for i in 1..<max(1, length) where x[best] < x[i * step] { best = i * step }
    return best
  }

  /// The entry of axis 1 that the target names: [N, C, …], [N, …] → [N, …].
  func pickClass(_ x: Operand, target: Operand, _ result: Destination) -> Kernel {
    let (_, classes, inner) = x.shape.split(at: 1)
    return {
      for position in 0..<target.count {
        let entry = entry(position, target.pointer[position], classes, inner)
        result.pointer[position] = x.pointer[entry]
      }
    }
  }

  /// Values at the entries of axis 1 that the target names: [N, …], [N, …] → [N, C, …].
  func placeClass(
    classes: Int, _ x: Operand, target: Operand, _ result: Destination
  ) -> Kernel {
    let (_, _, inner) = result.shape.split(at: 1)
    return {
      result.pointer.fill(0, count: result.count)
      for position in 0..<target.count {
        let entry = entry(position, target.pointer[position], classes, inner)
        result.pointer[entry] = x.pointer[position]
      }
    }
  }

  /// Where the class of a position lies in [N, C, …].
  private func entry(_ position: Int, _ target: Float, _ classes: Int, _ inner: Int) -> Int {
    let (n, i) = position.quotientAndRemainder(dividingBy: inner)
    let number = Int(target)
    precondition(number >= 0 && number < classes, "class \(number) of \(classes)")
    return (n * classes + number) * inner + i
  }
}
