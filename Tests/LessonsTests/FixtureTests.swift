import Foundation
import TensorEngine
import Testing

@testable import Lessons

/// The answers that PyTorch gives to problem files, against what the reference backend gives to
/// the same files.
@Suite struct FixtureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ConformanceTests/Fixtures").standardized

  static let files = [
    "activations", "add_mul_concat", "avg_pool", "chains", "conv1d", "conv2d", "conv_transpose",
    "linear_matmul", "losses", "max_pool", "max_unpool2d", "normalization", "shapes", "softmax",
    "training_stats", "unfold_fold", "upsample",
  ]

  @Test(arguments: files)
  func `every problem has PyTorch's answer`(file: String) throws {
    let source = try SourceFile.read(Self.folder.appending(path: "\(file).json").path)
    let root = try NamedValues(try YAMLReader.read(source), of: "the fixtures", names: ["torch", "cases"])
    guard case .sequence(let cases)? = root["cases"]?.content else {
      Issue.record("no cases in \(file)")
      return
    }
    for node in cases { try check(node) }
  }

  private func check(_ node: SourceNode) throws {
    guard case .mapping(let entries) = node.content else { return }
    let fields = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    let name = fields["name"]?.scalar ?? ""
    do {
      let problem = try Problem(try #require(fields["problem"]))
      let solved = try SolvedProblem(
        running: try problem.built(withGradients: true), on: ReferenceBackend<Double>())
      compare(solved.output, try GridLiteral(try #require(fields["output"]), as: "output"), name)
      guard case .mapping(let gradients)? = fields["gradients"]?.content else { return }
      #expect(Set(gradients.map(\.key)) == Set(solved.gradients.map(\.name)), "\(name)")
      for gradient in gradients {
        guard let actual = solved.gradients.first(where: { $0.name == gradient.key }) else { continue }
        compare(
          actual.value, try GridLiteral(gradient.value, as: gradient.key), "\(name): \(gradient.key)")
      }
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  private func compare(_ actual: Tensor<Double>, _ expected: GridLiteral, _ name: String) {
    let wanted = expected.value
    #expect(actual.shape == wanted.shape, "\(name)")
    guard actual.shape.count == wanted.shape.count else { return }
    let worst = zip(actual.elements, wanted.elements)
      .map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    #expect(worst <= 1e-10, "\(name) is off by \(worst)")
  }
}
