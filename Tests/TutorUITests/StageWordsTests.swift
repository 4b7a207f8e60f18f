import Problems
import StageUI
import Storyboards
import TensorEngine
import Testing

/// What views of small problems say, against what they show.
struct StageWordsTests {
  /// The storyboard of each view of each op, and what it is called.
  private static func stories(
    of problem: StageProblem, _ wanted: StoryView
  ) throws -> [(name: String, story: Storyboard)] {
    let solved = try problem.solved()
    let built = solved.problem
    return try built.steps.flatMap(built.parts).compactMap { node in
      let views = try LinkedViews(of: node, in: solved.executed)
      guard views.views.contains(wanted) else { return nil }
      return ("\(problem) \(built.graph[node].op.name)", views.storyboard(wanted))
    }
  }

  @Test(arguments: StageProblem.all)
  func `every value of a graph has a name of its own`(_ problem: StageProblem) throws {
    guard let (name, story) = try Self.stories(of: problem, .graph).first else { return }
    let titles = story.panels.filter { !$0.isName && $0.title != "gradient" }.map(\.title)
    #expect(Set(titles).count == titles.count, "\(name): \(titles)")
    #expect(!titles.contains(""), "\(name): \(titles)")
  }

  @Test(arguments: StageProblem.all)
  func `a step of a graph marks what it says that a number is made of`(_ problem: StageProblem)
    throws
  {
    guard let (name, story) = try Self.stories(of: problem, .graph).first else { return }
    var haveMarks = 0
    for frame in story.frames {
      guard let list = frame.caption.split(separator: " is made of ").dropFirst().first else {
        continue
      }
      let marked = frame.marks.filter { $0.kind == .window }
        .map { story.panels[$0.cell.panel].title }
      haveMarks += marked.isEmpty ? 0 : 1
      #expect(marked.allSatisfy(list.contains), "\(name): \(frame.caption)")
    }
    // A cell that a max_unpool leaves empty is made of none.
    #expect(haveMarks > 0, "\(name)")
  }

  @Test func `the sum of a gradient is told with its channel`() throws {
    var checked = 0
    for (name, story) in try StageProblem.all.flatMap({ try Self.stories(of: $0, .gradients) }) {
      for frame in story.frames {
        guard let text = frame.backward.first?.text,
          let panel = story.panels.first(where: { text.hasPrefix($0.title) && $0.collects }),
          Set(panel.planes.map(\.title)).count > 1
        else { continue }
        checked += 1
        #expect(
          panel.planes.contains { text.hasPrefix("\(panel.title) (\($0.title)") },
          "\(name): \(text)")
      }
    }
    #expect(checked > 50)
  }

  @Test(arguments: StageProblem.all)
  func `a title has its room on a narrow screen`(_ problem: StageProblem) throws {
    let solved = try problem.solved()
    for node in solved.problem.graph.ids where solved.problem.graph[node].meaning != nil {
      guard let story = try? Storyboard.explaining(node, in: solved.executed) else { continue }
      #expect(story.title.count <= 72)
    }
  }

  @Test func `a running mean that nobody gave is called by its name`() throws {
    let adam = try #require(StageProblem.all.first { $0.description == "adam" })
    let read = try Self.stories(of: adam, .cells).compactMap { $0.story.panels.first?.title }
    #expect(read.contains("exp_avg") && read.contains("exp_avg_sq"))
  }
}
