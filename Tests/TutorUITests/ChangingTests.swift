import Lessons
import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// Changing the numbers and the parameters of a stage with keys.
struct ChangingTests {
  private func lesson(_ show: String, _ rest: String = "") throws -> LessonModel {
    let text = """
      format: 1
      id: changing
      title: Changing
      goals: [Change numbers.]
      steps:
        - text: Look.
          show:
            input: 1 3 -1 / 2 1 0 / 0 2 -1
            ops: [\(show)]
      \(rest)
      """
    let lesson = try Lesson(try SourceFile(path: "lesson.yaml", text: text))
    return LessonModel(try lesson.prepared(on: ReferenceBackend<Double>()))
  }

  private func press(_ keys: [Key], _ model: inout LessonModel) -> [String] {
    keys.flatMap { model.update($0) }.compactMap {
      if case .notice(let text) = $0 { text } else { nil }
    }
  }

  private func output(_ model: LessonModel) -> [Double]? {
    model.step.player?.storyboard.panels.last { $0.isFilledByFrames }?.planes[0].values
  }

  @Test func `a typed number goes into its cell and everything is computed anew`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    #expect(output(model) == [4, 5, 0, 6])
    let told = press(["e", "7", .enter], &model)
    // The first number that takes part in the frame: the corner of the input, 1 before.
    #expect(told.last == "Input, row 0, column 0 is 7, was 1: 1 of 4 results changed.")
    #expect(output(model) == [10, 5, 0, 6])
    #expect(model.step.player?.isEditing == true)
    _ = press([.right, "-", "2", .down, .escape], &model)
    #expect(output(model) == [10, 0, 0, 6])
    #expect(model.step.player?.isEditing == false)
    #expect(
      model.step.player?.storyboard.frames[0].arithmetic[0].text
        == "7·1 + (−2)·0 + 2·2 + 1·(−1) = 10")
  }

  @Test func `where gradients are in view it is told how many of them changed`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    while model.step.player?.storyView != .gradients { _ = press([.tab], &model) }
    // A number of the input is multiplied into the results and into the gradients of the kernel.
    let told = press(["e", "7", .enter], &model)
    #expect(
      told.last
        == "Input, row 0, column 0 is 7, was 1: 1 of 4 results changed, 1 of 13 gradients changed.")
    let none = press([.right, "0", .enter], &model).last
    #expect(none?.contains("results changed, ") == true)
  }

  @Test func `Esc leaves editing, and not the numbers that were typed there`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    model.isAlone = true
    let told = press(["e", "7", .enter, .escape, .escape], &model)
    #expect(told.last == "Esc: numbers are changed, and not kept: q ends all the same.")
    #expect(model.update("q").contains(.leave))
    _ = press(["r"], &model)
    #expect(model.update(.escape).contains(.leave))
  }

  @Test func `while something is told of a typed number, what ends the changing stays in sight`()
    throws
  {
    let lab = LabModel(
      try Problem(input: "3 3 2 / 0 0 1 / 3 1 2", operations: "conv2d 0,1/2,2"),
      on: ReferenceBackend<Double>())
    var model = TutorModel(lab: lab, size: Size(width: 80, height: 24))
    func footer() -> Substring? {
      drawing(TutorView(model: model), size: model.size).text.split(separator: "\n").last
    }
    for key: Key in ["e", "5"] { _ = model.update(.key(key)) }
    #expect(model.notice != nil && footer()?.contains("Esc done") == true)
    _ = model.update(.key(.enter))
    #expect(model.notice != nil && footer()?.contains("Esc done") == true)
    _ = model.update(.key(.escape))
    #expect(model.notice == nil)
  }

  @Test func `u takes one change back and r all of them`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    #expect(press(["u"], &model) == ["u: nothing was changed."])
    _ = press(["e", "7", .right, "8", .enter], &model)
    #expect(press(["u"], &model) == ["The last change is taken back; 1 left."])
    #expect(output(model) == [10, 5, 0, 6])
    #expect(press(["r"], &model) == ["All is as it was at first."])
    #expect(output(model) == [4, 5, 0, 6])
  }

  @Test func `a result of one row is told with its rows and columns`() throws {
    var model = try lesson("conv2d: {weight: 1 / 0 / 2}")
    #expect(press(["]"], &model) == ["Stride 2, was 1: the result is 1×2, was 1×3."])
  }

  @Test func `brackets change kernel, stride, padding and dilation`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    #expect(press(["}"], &model) == ["Padding 1, was 0: the result is 4×4, was 2×2."])
    #expect(press(["]"], &model) == ["Stride 2, was 1: the result is 2×2, was 4×4."])
    #expect(press([">"], &model) == ["Dilation 2, was 1: 2 of 4 results changed."])
    #expect(press([")"], &model) == ["Kernel 3×3, was 2×2: the result is one number, was 2×2."])
    #expect(press(["("], &model).first?.hasPrefix("Kernel 2×2, was 3×3") == true)
    #expect(press(["{", "["], &model).count == 2)
    #expect(press(["["], &model) == ["Stride cannot be less than 1."])
    let title = model.step.player?.storyboard.title
    #expect(title == "conv2d, kernel 2×2, dilation 2")
  }

  @Test func `what cannot be stays on the stage with its reason, and can be changed`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    _ = press([.tab], &model)
    let told = press([">", ">"], &model)
    #expect(told.last == "Dilation 3, was 2: this cannot be computed.")
    let player = try #require(model.step.player)
    #expect(player.views == [.cells])
    #expect(player.storyboard.frames[0].caption.contains("4"))
    _ = press(["<"], &model)
    #expect(model.step.player?.storyView == .im2col)
    #expect(output(model) != nil)
  }

  @Test(arguments: [0, 1, 2])
  func `changing begins in the input, also where the window covers nothing of it`(
    padding: Int
  ) throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1, padding: \(padding)}")
    #expect(
      press(["e", "7", .enter], &model).last?.hasPrefix("Input, row 0, column 0 is 7") == true)
  }

  @Test func `padding says why it takes no number`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1, padding: 1}")
    _ = press(["e"], &model)
    while model.step.player?.pointer?.cell.panel != 0 { _ = press([.tab], &model) }
    _ = press([.up], &model)
    #expect(press(["5"], &model) == ["This is padding; } adds a ring of it and { takes one away."])
    #expect(model.step.player?.isChanged == false)
  }

  @Test(
    arguments: StoryView.allCases.filter { [.window, .im2col, .matrix, .gradients].contains($0) })
  func `while numbers are typed, Tab goes to the grids that were given and to no other`(
    view: StoryView
  ) throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1, padding: 1, bias: 1}")
    model.step.player?.open(view)
    _ = press(["e"], &model)
    var seen: Set<String> = []
    for _ in 0..<6 {
      let player = try #require(model.step.player)
      let cell = try #require(player.pointer?.cell)
      seen.insert(player.storyboard.panels[cell.panel].title)
      // It lands where a number can be typed at once.
      #expect(press(["5", .escape], &model).first?.hasPrefix("5 for ") == true)
      _ = press([.tab], &model)
    }
    let input = view == .matrix ? "input, flattened" : "input"
    let kernel: Set = view == .matrix ? [] : ["kernel"]
    let upstream: Set = view == .gradients ? ["upstream"] : []
    #expect(seen == kernel.union(upstream).union([input, "bias"]))
  }

  @Test func `while parameters are chosen, the pairs of brackets change and choose theirs`() throws
  {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    _ = press(["P", "}"], &model)
    #expect(model.step.player?.tunedParameter?.name == "padding")
    #expect(model.step.player?.tunedParameter?.text == "1")
    _ = press(["]"], &model)
    #expect(model.step.player?.tunedParameter?.name == "stride")
  }

  @Test func `a kernel that was smaller for a while has its numbers again`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    let before = output(model)
    _ = press(["(", ")"], &model)
    #expect(output(model) == before)
  }

  @Test func `P goes through all parameters`() throws {
    var model = try lesson("max_pool2d: {kernel_size: 2, stride: 1}")
    #expect(press(["P"], &model).first?.hasPrefix("kernel 2") == true)
    #expect(
      press([.down, .right], &model).last == "Stride 2, was 1: the result is one number, was 2×2.")
    _ = press([.enter], &model)
    #expect(model.step.player?.isTuning == false)
  }

  @Test func `the upstream gradient can be changed where the gradients are shown`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    _ = press([.backTab, .backTab, .backTab, "e"], &model)
    let player = try #require(model.step.player)
    #expect(player.storyView == .gradients)
    let upstream = try #require(player.storyboard.panels.firstIndex { $0.title == "upstream" })
    for _ in player.storyboard.panels where model.step.player?.pointer?.cell.panel != upstream {
      _ = press([.tab], &model)
    }
    _ = press(["5", .enter], &model)
    let values = model.step.player?.storyboard.panels[upstream].planes[0].values
    #expect(values == [5, 1, 1, 1])
  }

  @Test func `nothing is changed while a question about it is open`() throws {
    var model = try lesson(
      "conv2d: {weight: 1 0 / 2 -1}",
      """
          ask: {question: Which number?, kind: number, cell: [0, 1], hints: [Look.], explain: So.}
      """)
    #expect(press(["}"], &model).isEmpty || output(model) == [4, 5, 0, 6])
    _ = press(["e"], &model)
    #expect(model.step.player?.isEditing == false)
  }

  @Test func `a changed stage is found again as it was left`() throws {
    let first = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    var model = first
    _ = press(["}", "e", "9", .enter, .escape], &model)
    let again = LessonModel(first.lesson, resuming: model.state)
    #expect(output(again) == output(model))
    #expect(again.step.player?.isChanged == true)
  }

  @Test func `what is no number is said to be none, and stays to be put right`() throws {
    var model = try lesson("conv2d: {weight: 1 0 / 2 -1}")
    for text in ["1/3", "0,5", "1e", "1.5.2", "--5", "1-"] {
      let told = press(["e"] + text.map { .character($0) } + [.enter], &model)
      #expect(told.last == "\(text) is not a number; write 0.5, −2 or 1e-3.")
      _ = press([.escape, .escape], &model)
      #expect(model.step.player?.isEditing == false)
    }
    #expect(model.step.player?.isChanged == false)
    _ = press(["e"] + "1e-3".map { .character($0) } + [.enter], &model)
    #expect(abs(try #require(output(model))[0] - 3.001) < 1e-12)
  }
}
