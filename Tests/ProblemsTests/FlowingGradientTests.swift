import Problems
import Storyboards
import TensorEngine
import Testing

/// Views of what flows back are offered where something does, and nowhere else.
struct FlowingGradientTests {
  /// Problems with values that no gradient flows to: statistics, masks, targets, states of an optimiser, and all
  /// of the way back.
  private static let problems: [(input: String, operations: String, upstream: String)] = [
    ("1 2 / 3 6 ; 0 1 / 1 2", "batch_norm weight=2,1 bias=1,0", "1 0 / 0 3 ; 0 1 / 1 0"),
    (
      "1 2 / 3 6 ; 0 1 / 1 2",
      "batch_norm running_mean=2,1 running_var=4,1 training=true", "1 0 / 0 3 ; 0 1 / 1 0"
    ),
    ("1 2 3 / 3 0 1 / 2 4 -1", "batch_norm1d weight=2,1,1", "1 0 0 / 0 1 0 / 0 0 3"),
    ("2 1 0.1 / 0 3 -1", "cross_entropy target=0,1", "1"),
    ("1 2 3 4 / 5 6 7 8", "dropout p=0.25 mask=1,0,1,1/1,1,0,1", "1 2 3 4 / 4 3 2 1"),
    ("1 2 3", "conv_transpose1d weight=1,2,-1 stride=2", "1 2 3 4 3 2 1"),
    ("1 2 3 / 3 0 1", "linear weight=1,0,2/-1,1,0 bias=1,-1 | sigmoid", "1 2 / 3 -1"),
    ("-2 -0.5 0 / 0.5 1 3", "prelu 0.25", "1 2 3 / 3 2 1"),
    ("1 3 2 / 4 0 1", "mse_loss target=1,1,1/2,2,2", "2"),
  ]

  private func views(_ node: NodeID, _ solved: SolvedProblem) throws -> LinkedViews {
    try LinkedViews(of: node, in: solved.executed)
  }

  private func solved(_ index: Int) throws -> SolvedProblem {
    let (input, operations, upstream) = Self.problems[index]
    let problem = try Problem(input: input, operations: operations, upstream: upstream)
    return try SolvedProblem(
      running: problem.built(withGradients: true), on: ReferenceBackend<Double>())
  }

  @Test(arguments: problems.indices)
  func `where gradients are shown some of them arrive`(index: Int) throws {
    let solved = try solved(index)
    let graph = solved.problem.graph
    let forward = solved.problem.steps.flatMap(\.nodes).max() ?? solved.problem.input
    for node in graph.ids where node != solved.problem.input {
      let linked = try views(node, solved)
      for view in [StoryView.gradients, .jacobian, .back] where linked.views.contains(view) {
        #expect(node <= forward, "\(view) of the way back, node \(node.index)")
        let story = linked.storyboard(view)
        let arriving = story.panels.first { $0.title.hasPrefix("upstream") }
        let numbers = arriving.map { $0.planes.flatMap(\.values) } ?? []
        // What a loss is differentiated by directly has no panel of its own.
        #expect(
          numbers.contains { $0 != 0 } || arriving == nil,
          "nothing flows to node \(node.index), \(graph[node].op.name), in \(view)")
      }
    }
  }

  @Test(arguments: problems.indices)
  func `the result of an op that is learned through shows its gradients`(index: Int) throws {
    let solved = try solved(index)
    let parts = solved.problem.steps.flatMap { solved.problem.parts(of: $0) }
    #expect(try views(parts[parts.count - 1], solved).views.contains(.gradients))
  }

  @Test(arguments: [
    ("1 2 3 4", "dropout p=0.25 mask=1,0,1,1", "mask"),
    ("1 2 / 3 6", "batch_norm1d running_mean=2,1 running_var=4,1 training=true", "running_mean"),
    ("1 2 -1", "sgd grad=0.5,1,-2 lr=0.1 momentum=0.9 momentum_buffer=1,0,1", "momentum_buffer"),
  ])
  func `what an op was given is called by its parameter`(
    input: String, operations: String, name: String
  ) throws {
    let problem = try Problem(input: input, operations: operations)
    let solved = try SolvedProblem(running: problem.built(), on: ReferenceBackend<Double>())
    let graph = solved.problem.graph
    let given = try #require(graph.ids.first { graph[$0].name == "0.\(name)" })
    let reader = try #require(graph.ids.first { graph[$0].inputs.contains(given) })
    let titles = try views(reader, solved).first.panels.map(\.title)
    #expect(titles.contains(name) && !titles.contains("input"))
  }

  @Test(arguments: [
    "sgd grad=0.5,1,-2 lr=0.1 momentum=0.9 momentum_buffer=1,0,1", "adam grad=0.5,1,-2",
  ])
  func `no loss comes after a step of the weights`(operation: String) throws {
    let problem = try Problem(input: "1 2 -1", operations: operation)
    let solved = try SolvedProblem(running: problem.built(), on: ReferenceBackend<Double>())
    for step in solved.problem.steps {
      for node in solved.problem.parts(of: step) {
        #expect(
          Set(try views(node, solved).views).isDisjoint(with: [.gradients, .jacobian]))
      }
    }
  }
}
