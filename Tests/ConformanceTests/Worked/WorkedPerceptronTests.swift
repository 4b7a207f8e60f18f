import Foundation
import TensorEngine
import Testing

/// The worked examples about threshold units: exhaustive searches and runs of the learning rule,
/// every weighted sum computed by the engine.
struct WorkedPerceptronTests {
  /// A linear unit with its bias as the weight of a constant first input.
  private struct Unit {
    let points: [[Double]]
    let target: [Double]

    init(_ example: WorkedExample) throws {
      let values = try example.values
      points = try #require(values["points"] as? [[NSNumber]]).map { $0.map(\.doubleValue) }
      target = try #require(values["target"] as? [NSNumber]).map(\.doubleValue)
    }

    /// 1 for each point whose weighted sum is at least 0, for many weight vectors at once.
    func fires(_ weights: [[Double]]) throws -> [[Double]] {
      var graph = Graph()
      let x = try graph.input([points.count, points[0].count + 1], name: "points")
      let w = try graph.input([weights.count, points[0].count + 1], name: "weights")
      let sums = try graph.append(.matmul(transposeA: false, transposeB: true), [w, x])
      let executable = ReferenceBackend<Double>().compile(graph, outputs: [sums])
      let values = try executable.run([
        x: Tensor(graph[x].shape, points.flatMap { [1] + $0 }),
        w: Tensor(graph[w].shape, weights.flatMap { $0 }),
      ])
      let result = try #require(values[sums])
      return (0..<weights.count).map { row in
        points.indices.map { result[[row, $0]] >= 0 ? 1 : 0 }
      }
    }
  }

  @Test(arguments: WorkedExample.of(kind: "search"))
  func `a search finds the stated number of units`(example: WorkedExample) throws {
    let values = try example.values
    let unit = try Unit(example)
    let low = try #require(values["low"] as? NSNumber).doubleValue
    let high = try #require(values["high"] as? NSNumber).doubleValue
    let step = try #require(values["step"] as? NSNumber).doubleValue
    let choices = Array(stride(from: low, through: high, by: step))
    var candidates: [[Double]] = [[]]
    for _ in 0...unit.points[0].count {
      candidates = candidates.flatMap { head in choices.map { head + [$0] } }
    }
    let fires = try unit.fires(candidates)
    let solutions = zip(candidates, fires).filter { $0.1 == unit.target }.map(\.0)
    #expect(solutions.count == (values["solutions"] as? NSNumber)?.intValue)
    for some in try #require((values["some"] ?? []) as? [[NSNumber]]) {
      #expect(solutions.contains(some.map(\.doubleValue)))
    }
  }

  @Test(arguments: WorkedExample.of(kind: "perceptron"))
  func `the learning rule takes the stated steps`(example: WorkedExample) throws {
    let values = try example.values
    let unit = try Unit(example)
    let rate = try #require(values["rate"] as? NSNumber).doubleValue
    let epochs = try #require(values["epochs"] as? NSNumber).intValue
    var weights = try #require(values["start"] as? [NSNumber]).map(\.doubleValue)
    var updates: [[Double]] = []
    var isClean = false
    for epoch in 1...epochs {
      isClean = true
      for (point, target) in zip(unit.points, unit.target) {
        let index = try #require(unit.points.firstIndex(of: point))
        let error = target - (try unit.fires([weights]))[0][index]
        guard error != 0 else { continue }
        isClean = false
        weights = zip(weights, [1] + point).map { $0 + rate * error * $1 }
        updates.append([Double(epoch)] + point + [error] + weights)
      }
    }
    #expect(isClean == values["converges"] as? Bool)
    #expect(weights == (values["weights"] as? [NSNumber])?.map(\.doubleValue))
    if let stated = values["updates"] {
      let expected = try #require(stated as? [[String: Any]]).map { update in
        [(update["epoch"] as? NSNumber)?.doubleValue ?? 0]
          + (update["point"] as? [NSNumber] ?? []).map(\.doubleValue)
          + [(update["error"] as? NSNumber)?.doubleValue ?? 0]
          + (update["weights"] as? [NSNumber] ?? []).map(\.doubleValue)
      }
      #expect(updates == expected)
    }
  }
}
