import Storyboards
import TensorEngine
import Typesetting

/// A problem that is changed while it is looked at: every change is computed anew by the engine.
///
/// What cannot be, such as a kernel larger than its input, is a state like any other: it says why, and
/// everything can still be changed.
///
///     var live = LiveProblem(solved, operation: 0, on: backend) { solved, operation, view in
///       try LinkedViews(
///         of: solved.problem.steps[operation].main, in: solved.executed, startingWith: view)
///     }
///     try live.apply(.number(of: "0.weight", position: 3, to: -1))
///     let views = live.views(startingWith: .im2col)
public struct LiveProblem: Sendable {
  /// The problem as it was written.
  public let original: Problem
  /// The op on the stage, by its index.
  public private(set) var operation: Int
  /// The part of the op on the stage, a position in ``parts``; `nil` for the last one, which makes its
  /// result.
  public private(set) var part: Int?
  /// What was changed, in its order.
  public private(set) var edits: [ProblemEdit] = []
  /// The problem with the changes.
  public private(set) var problem: Problem
  /// Its values, or why it has none.
  public private(set) var outcome: Result<SolvedProblem, Diagnostic>
  private let initial: Result<SolvedProblem, Diagnostic>
  private let withGradients: Bool
  private let backend: any Backend
  /// Puts what the stage shows into views; `nil` where it shows the parts of the op.
  private let explain: (@Sendable (SolvedProblem, Int, StoryView?) throws -> LinkedViews)?

  /// Makes a solved problem one that can be changed.
  ///
  /// - Parameters:
  ///   - solved: The problem with its values.
  ///   - operation: The op on the stage, whose parameters keys change.
  ///   - backend: What computes what it comes to after a change.
  ///   - explain: Puts what the stage shows of it, given the op on it, into views, beginning with one
  ///     of them where that is possible.
  public init(
    _ solved: SolvedProblem, operation: Int, on backend: any Backend,
    explain: @escaping @Sendable (SolvedProblem, Int, StoryView?) throws -> LinkedViews
  ) {
    original = solved.problem.problem
    problem = original
    initial = .success(solved)
    outcome = initial
    withGradients = !solved.problem.gradients.isEmpty
    (self.operation, self.backend, self.explain) = (operation, backend, explain)
  }

  /// Makes a problem one that can be changed, whether it can be computed as it is or not; the stage
  /// shows the parts of the op on it, at first the one that makes its result.
  ///
  /// - Parameters:
  ///   - problem: The problem.
  ///   - backend: What computes it.
  public init(_ problem: Problem, on backend: any Backend) {
    original = problem
    self.problem = problem
    operation = problem.operations.count - 1
    withGradients = false
    self.backend = backend
    explain = nil
    initial = Self.solved(problem, withGradients: false, on: backend)
    outcome = initial
  }

  /// Puts another op on the stage, or a part of one.
  public mutating func look(at operation: Int, part: Int? = nil) {
    self.operation = min(max(0, operation), problem.operations.count - 1)
    self.part = part
  }

  /// The nodes of the op on the stage that a reader follows: the mean of a batch norm, then its
  /// variance, …; none while nothing can be computed.
  public var parts: [NodeID] {
    guard let solved = try? outcome.get() else { return [] }
    return solved.problem.parts(of: solved.problem.steps[operation])
  }

  /// Whether anything is changed.
  public var isChanged: Bool { !edits.isEmpty }

  /// Changes the problem.
  ///
  /// An upstream gradient that no longer fits the output gets its size: see
  /// ``Problem/upstream(fitting:remembering:)``.
  ///
  /// - Throws: A diagnostic when the change names what is not there, or a value that the parameter
  ///   cannot have; nothing is changed then.
  public mutating func apply(_ edit: ProblemEdit) throws(Diagnostic) {
    let changed = try problem.edited(by: [edit])
    edits.append(edit)
    problem = changed
    solve()
    guard case .failure = outcome, let upstream = problem.upstream, upstream.value.shape != .scalar
    else { return }
    let one = ProblemEdit.grid(of: "upstream", shape: [], numbers: [1])
    guard let plain = try? problem.edited(by: [one]), case .success(let solved) = solved(plain)
    else { return }
    let fitting = problem.upstream(fitting: solved.output.shape, remembering: past)
    edits[edits.count - 1] = .all([edit, fitting])
    problem = try problem.edited(by: [fitting])
    solve()
  }

  /// Takes the last change back.
  ///
  /// - Returns: Whether there was one.
  public mutating func undo() -> Bool {
    guard !edits.isEmpty else { return false }
    return replace(with: Array(edits.dropLast()))
  }

  /// Takes all changes back.
  ///
  /// - Returns: Whether there were any.
  public mutating func reset() -> Bool {
    guard !edits.isEmpty else { return false }
    return replace(with: [])
  }

  /// Has these changes and no others; those that no longer fit the problem, and what follows them, are
  /// left out.
  @discardableResult
  public mutating func replace(with edits: [ProblemEdit]) -> Bool {
    problem = original
    self.edits = []
    for edit in edits {
      guard let changed = try? problem.edited(by: [edit]) else { break }
      problem = changed
      self.edits.append(edit)
    }
    solve()
    return true
  }

  /// What the stage shows of it now: the views, or the numbers that were given and why nothing can be
  /// computed from them.
  ///
  /// - Parameter view: The view to begin with, where there is such a one.
  public func views(startingWith view: StoryView?) -> LinkedViews {
    do {
      let solved = try outcome.get()
      if let view, let views = try? self.views(of: solved, view) { return views }
      return try self.views(of: solved, nil)
    } catch {
      return refusal(error as? any UserError ?? problem.unexplained(error))
    }
  }

  private func views(of solved: SolvedProblem, _ view: StoryView?) throws -> LinkedViews {
    if let explain { return try explain(solved, operation, view) }
    return try LinkedViews(of: shownNode(of: solved), in: solved.executed, startingWith: view)
  }

  /// The part of the op on the stage.
  private func shownNode(of solved: SolvedProblem) -> NodeID {
    let parts = parts
    let shown = part.flatMap { parts.indices.contains($0) ? parts[$0] : nil } ?? parts.last
    return shown ?? solved.problem.steps[operation].output
  }

  /// The views that an op such as the one on the stage has with smaller numbers of rows, columns and
  /// channels, and that would be too large with these; none where a stage shows something else than an op.
  public var tooLargeViews: [StoryView] {
    guard explain == nil, let solved = try? outcome.get() else { return [] }
    return (try? LinkedViews.tooLarge(of: shownNode(of: solved), in: solved.executed)) ?? []
  }

  /// Why there is nothing to explain; `nil` while there is.
  public var refusal: Diagnostic? {
    if case .failure(let diagnostic) = outcome { diagnostic } else { nil }
  }

  // MARK: - Solving

  /// The steps of arithmetic after a change that nobody has to wait for.
  private static let mostWork = 1 << 22

  private mutating func solve() {
    look(at: operation, part: part)
    outcome = edits.isEmpty ? initial : solved(problem)
  }

  private func solved(_ problem: Problem) -> Result<SolvedProblem, Diagnostic> {
    Self.solved(problem, withGradients: withGradients, on: backend)
  }

  private static func solved(
    _ problem: Problem, withGradients: Bool, on backend: any Backend
  ) -> Result<SolvedProblem, Diagnostic> {
    Result { () throws(Diagnostic) in
      let built = try problem.built(withGradients: withGradients)
      guard built.cost.work <= mostWork else {
        throw problem.firstOperation.diagnostic(
          "this takes \(built.cost.work / 1_000_000) million steps of arithmetic, too many to be done"
            + " at each press of a key", remedy: "Take the last change back with u.")
      }
      do {
        return try SolvedProblem(running: built, on: backend)
      } catch let diagnostic as Diagnostic {
        throw diagnostic
      } catch {
        throw problem.unexplained(error)
      }
    }
  }
}

extension Problem {
  fileprivate func unexplained(_ error: any Error) -> Diagnostic {
    firstOperation.diagnostic("the problem cannot be computed", remedy: "\(error)")
  }
}
