import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// What the lab saves and opens, and asks before it is lost.
struct LabFileTests: LabTesting {
  @Test func `saving asks for a name, and before it replaces a file`() throws {
    var model = try lab("relu")
    _ = press(["R"], &model)
    #expect(model.lab?.isUnsaved == true)
    let asked = press(["w", .enter], &model)
    let text = try #require(model.lab?.problem.yaml)
    #expect(asked == [.saveProblem(text, path: "lab.yaml", replaces: false)])
    model.saved(as: "lab.yaml", isThere: true)
    #expect(screen(model).contains("Replace the file?"))
    #expect(press(["y"], &model) == [.saveProblem(text, path: "lab.yaml", replaces: true)])
    model.saved(as: "lab.yaml", isThere: false)
    #expect(model.lab?.isUnsaved == false)
    #expect(press(["q"], &model) == [.quit])
  }

  @Test func `leaving with something unsaved asks`() throws {
    var model = try lab("relu")
    _ = press(["R"], &model)
    #expect(press(["q"], &model) == [])
    #expect(screen(model).contains("Leave without saving?"))
    _ = press([.escape], &model)
    #expect(model.lab?.panel == nil)
    #expect(press(["q", "y"], &model) == [.quit])
  }

  @Test func `C-c asks once while something is unsaved`() throws {
    var model = try lab("relu")
    #expect(press([.control("c")], &model) == [.quit])
    _ = press(["R", "?"], &model)
    #expect(press([.control("c")], &model) == [])
    #expect(screen(model).contains("Leave without saving?"))
    #expect(screen(model).contains("C-c ends the program"))
    _ = press([.escape], &model)
    #expect(model.lab?.panel == nil)
    #expect(press([.control("c"), .control("c")], &model) == [.quit])
  }

  @Test func `what was told of an op is gone with it`() throws {
    var model = try lab("relu | tanh")
    _ = press(["R"], &model)
    let told = try #require(model.lab?.sentence)
    #expect(screen(model).contains(told.prefix(20)))
    for key in [Key.pageUp, .pageDown] {
      _ = press([key], &model)
      #expect(model.lab?.sentence == "")
    }
  }

  @Test func `a file is not opened over what is unsaved`() throws {
    var model = try lab("relu")
    _ = press(["R", "o"], &model)
    #expect(model.lab?.isUnsaved == true)
    if case .prompt = model.lab?.panel { Issue.record("it asks for a file") }
    _ = press(["r", "o"], &model)
    guard case .prompt = model.lab?.panel else {
      Issue.record("it does not ask for a file")
      return
    }
  }
}
