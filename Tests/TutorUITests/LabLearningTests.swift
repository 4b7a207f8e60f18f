import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// Learning a kernel in the lab.
struct LabLearningTests: LabTesting {
  @Test func `learned weights are kept with Enter and dropped with Esc`() throws {
    var model = try lab("conv2d 1,0/2,-1")
    let before = model.lab?.problem.yaml
    _ = press(["L", .right, .right, .escape], &model)
    #expect(model.lab?.problem.yaml == before)
    _ = press(["L", .right, .right, .enter], &model)
    #expect(model.lab?.problem.yaml != before)
    #expect(model.lab?.live.edits.count == 1)
  }

  @Test(arguments: [(80, 24), (120, 36)], ["0,1,2/2,2,0/0,1,2", "1,3,1/2,0,2/1,5,1"])
  func `grids stand where they will stand before the first step is taken`(
    _ size: (width: Int, height: Int), _ kernel: String
  ) throws {
    var model = try lab("conv2d \(kernel)")
    _ = model.update(.resize(Size(width: size.width, height: size.height)))
    _ = press(["L"], &model)
    // Below the parameters, which are called alike, and above the sum, which grows longer.
    func titles() -> [String] {
      let lines = screen(model).split(separator: "\n", omittingEmptySubsequences: false)
      let grids = lines.prefix { !$0.contains(" + ") }.enumerated().dropFirst(5)
      return grids.flatMap { row, line in
        ["input", "kernel", "products", "output"].compactMap { word in
          line.range(of: word).map {
            "\(word) \(row) \(line.distance(from: line.startIndex, to: $0.lowerBound))"
          }
        }
      }
    }
    let before = titles()
    #expect(before.count >= 3)
    for _ in 0..<3 {
      _ = press([.right], &model)
      #expect(titles() == before)
    }
  }

  @Test func `a target of one's own is typed and learned`() throws {
    var model = try lab("conv2d 1,0/0,0", "1 2 3 / 4 5 6 / 7 8 9")
    _ = press(["L", "e"], &model)
    // The output to be: twice the input's upper left corner.
    _ = press(["2", .right, "4", .down, .left, "8", .right, "1", "0", .enter], &model)
    #expect(screen(model).contains("( 10)"), "\(screen(model))")
    _ = press([.escape, "-", .space], &model)
    for _ in 0..<3000 { _ = model.update(.tick) }
    guard case .learning(let learning) = model.lab?.panel else {
      Issue.record("nothing is learned")
      return
    }
    #expect(learning.target.target.elements == [2, 4, 8, 10])
    #expect(learning.loss < learning.learner.losses[0] / 100, "\(learning.loss)")
    #expect(!learning.isEditing)
    _ = press([.enter], &model)
    #expect(model.lab?.panel == nil)
  }

  @Test func `a target that is no number is said to be none`() throws {
    var model = try lab("conv2d 1,0/2,-1")
    _ = press(["L", "e", "1", "-", .enter], &model)
    #expect(screen(model).contains("1- is not a number"))
    _ = press([.escape, .escape], &model)
    guard case .learning(let learning) = model.lab?.panel else {
      Issue.record("nothing is learned")
      return
    }
    #expect(!learning.isEditing && learning.target.target == learning.learner.target)
  }

  @Test func `running learns on while nobody types`() throws {
    var model = try lab("conv2d 1,0/2,-1")
    _ = press(["L", .space], &model)
    #expect(model.timeout == .milliseconds(50))
    for _ in 0..<5 { _ = model.update(.tick) }
    #expect(screen(model).contains("step 5"))
    _ = press([.space], &model)
    #expect(model.timeout == nil)
  }
}
