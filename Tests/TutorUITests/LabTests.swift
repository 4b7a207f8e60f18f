import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// The lab: keys in, a screen out.
struct LabTests {
  private static let size = Size(width: 80, height: 24)

  private func lab(
    _ operations: String,
    _ input: String = "3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2 / 2 0 0 0 1"
  ) throws -> TutorModel {
    let lab = LabModel(
      try Problem(input: input, operations: operations), on: ReferenceBackend<Double>())
    return TutorModel(lab: lab, size: Self.size)
  }

  private func press(_ keys: [Key], _ model: inout TutorModel) -> [TutorEffect] {
    keys.flatMap { model.update(.key($0)) }
  }

  private func type(_ text: String) -> [Key] { text.map { .character($0) } }

  private func screen(_ model: TutorModel, _ glyphs: GlyphSet = .unicode) -> String {
    drawing(TutorView(model: model, glyphs: glyphs), size: model.size, glyphs: glyphs).text
  }

  private static let names = [
    "lab-80x24", "lab-120x36", "lab-160x50", "lab-ascii", "lab-refused", "lab-inverse",
    "lab-learning", "lab-choice", "lab-chain",
  ]

  @Test func `N is dimmed where no gradient stands, and its answer goes with the next key`() throws
  {
    var model = try lab("conv2d 0,1/2,2 padding=1")
    func isLit() -> Bool? { model.lab?.keys.hints.first { $0.keys == ["N"] }?.isEnabled }
    _ = press([.tab, .tab, "v"], &model)
    #expect(isLit() == nil)
    _ = press(["v", .tab, "v"], &model)
    // The corner is padding.
    _ = press([.up, .up, .up, .left, .left, .left], &model)
    #expect(isLit() == false)
    _ = press([.down, .right], &model)
    #expect(isLit() == true)
    _ = press(["N"], &model)
    #expect(model.notice?.hasPrefix("dLoss/dInput, row 0, column 0, is ") == true)
    _ = press([.escape], &model)
    #expect(model.notice == nil && model.lab?.sentence == "")
  }

  @Test(
    arguments: [
      ["c"], ["a"], ["f"], ["w"], ["o"], ["L"], ["L", "e"], ["="], ["e"], ["P"], ["v"], [],
    ] as [[Key]])
  func `what a key that does nothing names shows all keys`(keys: [Key]) throws {
    var model = try lab("conv2d 0,1/2,2")
    _ = press(keys, &model)
    let before = try #require(model.lab)
    _ = press([.control("b")], &model)
    let told = try #require(model.notice)
    let help = try #require(
      [Key.character("?"), .function(1)].first { told.contains("; \($0.label()) shows") }, "\(told)"
    )
    _ = press([help], &model)
    #expect(model.helpOffset == 0 && model.lab?.live.edits == before.live.edits, "\(told)")
  }

  @Test func `the list of ops begins with the op on the stage, and a blank finds an underscore`()
    throws
  {
    var model = try lab("conv2d 0,1/2,2")
    func chosen() -> String? {
      if case .choice(let choice)? = model.lab?.panel { choice.chosen?.name } else { nil }
    }
    _ = press(["c"], &model)
    #expect(chosen() == "conv2d")
    for name in ["max pool2d", "max-pool2d", "max_pool2d", " max pool2d "] {
      _ = press([.escape, "c"] + type(name), &model)
      #expect(chosen() == "max_pool2d", "\(name)")
    }
  }

  @Test(arguments: [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ])
  func `what a chosen row says is whole`(size: Size) {
    for purpose in [LabChoice.Purpose.start, .preset] {
      var choice = LabChoice(purpose)
      for item in choice.all {
        #expect(choice.chosen == item)
        let lines = drawing(ChoiceBox(choice), size: size).text.split(separator: "\n")
          .map { $0.drop { " │".contains($0) } }
        let isWhole = lines.contains { $0.contains(item.name) && $0.contains(item.summary) }
        let start = item.summary.split(separator: " ").prefix(3).joined(separator: " ")
        #expect(isWhole || lines.contains { $0.hasPrefix(start) }, "\(item.name)")
        choice.move(by: 1)
      }
    }
  }

  @Test(arguments: names)
  func `the lab is as recorded`(name: String) throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    _ = press(["]", "}", .right], &model)
    switch name {
    case "lab-120x36": _ = model.update(.resize(Size(width: 120, height: 36)))
    case "lab-160x50": _ = model.update(.resize(Size(width: 160, height: 50)))
    case "lab-refused": _ = press([">", ">", ">"], &model)
    case "lab-inverse": _ = press(["=", .down, .down], &model)
    case "lab-learning":
      _ = press(["L"], &model)
      for _ in 0..<8 { _ = press([.right], &model) }
    case "lab-choice": _ = press(["c"] + type("soft"), &model)
    case "lab-chain": _ = press(["a"] + type("relu") + [.enter], &model)
    default: break
    }
    let screen = screen(model, name == "lab-ascii" ? .ascii : .unicode)
    let difference = try ScreenRecordings().difference(of: screen, from: name)
    #expect(difference == nil)
  }

  @Test func `a row of the inverse question becomes the window`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    _ = press(["=", .right, .right], &model)
    // 5 to 5: the most usual window is the same kernel with half padding.
    #expect(screen(model).contains("5 → 5"))
    _ = press([.enter], &model)
    #expect(model.lab?.problem.yaml.contains("padding: 1\n") == true)
    #expect(model.lab?.live.refusal == nil)
    _ = press(["u"], &model)
    #expect(model.lab?.live.isChanged == false)
  }

  @Test func `the inverse question begins with the window on the stage, whichever it is`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    _ = press(["}", "}", ")", ")", ")", "="], &model)
    #expect(screen(model).contains("5 → 4"))
    #expect(screen(model).contains("6   1  2  1   –     now"))
    #expect(screen(model).contains("Every k, s, d that fits"))
    let before = model.lab?.live.edits
    _ = press([.enter], &model)
    #expect(model.lab?.live.edits == before)
    #expect(model.notice == "That is the window on the stage.")
  }

  @Test func `a kernel that is too large asks which ones are not`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    _ = press([">", ">", "="], &model)
    #expect(model.lab?.live.refusal != nil)
    // The size that there was before.
    #expect(screen(model).contains("5 → 1"))
    _ = press([.enter], &model)
    #expect(model.lab?.live.refusal == nil)
    var later = try lab("relu | max_pool1d 2", "1 2 3")
    _ = press([")", ")", "="], &later)
    #expect(later.lab?.live.refusal != nil && screen(later).contains("3 → 1"))
    #expect(screen(later).contains("p up to k/2"))
    var fold = try lab("fold 3 kernel_size=2", "1 2 3 4 / 5 6 7 8 / 1 0 1 0 / 2 2 2 2")
    _ = press(["="], &fold)
    #expect(fold.notice?.contains("the size of its output is given") == true)
  }

  @Test func `a preset of a transposed convolution shows what its figure shows`() throws {
    let preset = try #require(Preset.named("padding_strides_transposed"))
    let lab = LabModel(
      try preset.problem, showing: preset.view, on: ReferenceBackend<Double>())
    #expect(lab.player.storyView == .twin)
    var model = try self.lab("relu")
    _ = press(["f"] + type("padding_strides_transposed") + [.enter], &model)
    #expect(model.lab?.player.storyView == .twin)
  }

  @Test func `a parameter is typed, and what it cannot be stays to be mended`() throws {
    var model = try lab("leaky_relu")
    _ = press(["P"], &model)
    while model.lab?.player.tunedParameter?.name != "negative_slope" {
      _ = press([.down], &model)
    }
    _ = press(["0", ".", "2"], &model)
    #expect(screen(model).contains("[0.2_]"))
    #expect(model.notice?.hasPrefix("0.2 for negative_slope") == true)
    _ = press([.enter], &model)
    #expect(model.lab?.problem.yaml.contains("negative_slope: 0.2") == true)
    #expect(screen(model).contains("[0.2]"))
    _ = press(["-", "x", .enter], &model)
    #expect(model.notice?.contains("negative_slope") == true)
    #expect(screen(model).contains("[-x_]"))
    _ = press([.backspace, "1", .down], &model)
    #expect(model.lab?.problem.yaml.contains("negative_slope: -1") == true)
    #expect(model.lab?.player.tunedParameter?.name == "input")
    _ = press(["4", "x", "2", .escape], &model)
    #expect(model.lab?.player.typedParameter == nil && model.lab?.player.isTuning == true)
    _ = press(["4", "x", "2", .enter, .escape], &model)
    #expect(model.lab?.player.isTuning == false)
    #expect(model.lab?.problem.input.value.shape.dimensions == [4, 2])
  }

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

  @Test func `an op of several parts shows its result first and the others before it`() throws {
    var model = try lab("mse_loss target=1,0,2", "1 2 -1")
    func result() -> [Double]? {
      model.lab?.player.storyboard.panels.last { $0.isFilledByFrames }?.planes[0].values
    }
    // The differences are 0, 2 and −3, their squares 0, 4 and 9.
    #expect(result() == [13.0 / 3])
    #expect(screen(model).contains("part 3 of 3") && screen(model).contains("output"))
    _ = press([.pageUp], &model)
    #expect(result() == [0, 4, 9])
    // Only the op's own result is called its output.
    #expect(screen(model).contains("part 2 of 3") && !screen(model).contains("output"))
    _ = press([.pageDown], &model)
    #expect(result() == [13.0 / 3])
    #expect(press([.pageDown], &model) == [] && result() == [13.0 / 3])
  }

  @Test(arguments: [80, 120], OperationSchema.all.map(\.name))
  func `titles of grids are whole, and so is what an op comes to`(width: Int, name: String) throws {
    let schema = try #require(OperationSchema.named(name))
    var model = TutorModel(
      lab: try LabModel(exampleOf: schema, on: ReferenceBackend<Double>()),
      size: Size(width: width, height: width == 80 ? 24 : 36))
    var text = ""
    for _ in 0..<(model.lab?.player.views.count ?? 0) {
      // A kernel that turns has another name meanwhile.
      model.standStill()
      let player = try #require(model.lab?.player)
      text = screen(model)
      // Of a graph whose rows do not fit some are out of view, and counted.
      let isPart = player.storyView == .graph && text.contains(" more op")
      for panel in player.storyboard.panels where !panel.isOptional && !isPart {
        #expect(text.contains(panel.title), "\(name), \(player.storyView)")
      }
      _ = press([.tab], &model)
    }
    let call = try #require(model.lab?.operation.pytorch)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(call))
  }

  @Test(arguments: [5, 6])
  func `the gradients of small problems are in view whole on the smallest screen`(length: Int)
    throws
  {
    let row = (0..<length).map { "\($0 % 4)" }.joined(separator: " ")
    var model = try lab(
      "conv2d 1,0,-1/2,0,-2/1,0,-1 bias=1",
      Array(repeating: row, count: length).joined(separator: " / "))
    while model.lab?.player.storyView != .gradients { _ = press([.tab], &model) }
    for _ in 0..<3 {
      let text = screen(model)
      #expect(!text.contains("↑") && !text.contains("↓"), "\(text)")
      // The call is what is left of the facts.
      #expect(text.contains("F.conv2d(x, w, b)   I: sizes, counts"))
      _ = press([.right], &model)
    }
    _ = press(["I"], &model)
    let facts = screen(model)
    #expect(facts.contains("(\(length) − 3) / 1 + 1 = \(length - 2)"))
    #expect(facts.contains("10 parameters") && facts.contains("F.conv2d(x, w, b)"))
  }

  @Test func `what is said of the last frame is whole, and facts give way to it`() throws {
    let schema = try #require(OperationSchema.named("batch_norm"))
    var model = TutorModel(
      lab: try LabModel(exampleOf: schema, on: ReferenceBackend<Double>()), size: Self.size)
    _ = press([.tab, .end], &model)
    let caption = try #require(model.lab?.player.storyboard.frames.last?.caption)
    let words = screen(model).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(caption.contains("running") && words.contains(caption))
  }

  @Test(arguments: [
    ("linear 1,0,2/0,-1,1 bias=1,0", "1 2 -1", "8 parameters"),
    ("matmul 1 0/2 1", "1 2 / 3 4", "8 multiply-adds"),
    ("conv2d 1,2/3,4 bias=1", "1 2 / 3 4", "5 parameters"),
  ])
  func `facts count what an op has`(operations: String, input: String, fact: String) throws {
    let model = try lab(operations, input)
    #expect(screen(model).contains(fact))
    #expect(screen(model).contains("parameters") == fact.contains("parameters"))
  }

  @Test func `the call in PyTorch joins along the axis of the problem`() throws {
    #expect(
      screen(try lab("concat other=5,6/7,8", "1 2 / 3 4")).contains("torch.cat([x, y], dim=0)"))
    let channels = try lab("concat other=5,6/7,8 dim=1", "1 2 / 3 4")
    #expect(screen(channels).contains("torch.cat([x, y], dim=1)"))
  }

  @Test func `what is typed moves nothing, nor a number of two characters`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    func places() -> [String] {
      screen(model).split(separator: "\n").enumerated().flatMap { row, line in
        ["kernel", "products", "output"].compactMap { title in
          line.firstRange(of: title).map {
            "\(title) \(row) \(line.distance(from: line.startIndex, to: $0.lowerBound))"
          }
        }
      }
    }
    let before = places()
    _ = press(["e"], &model)
    #expect(places() == before)
    _ = press(["-", "1", "2"], &model)
    #expect(screen(model).contains("-12 for") && places() == before)
    _ = press([.backspace, .enter], &model)
    #expect(screen(model).contains("−1") && places() == before)
  }

  @Test func `four filters stand two by two`() throws {
    var model = try lab(
      "conv2d weight=[[[[1,0],[0,1]]],[[[0,1],[1,0]]],[[[1,1],[0,0]]],[[[0,0],[1,1]]]]",
      "1 2 0 1 / 0 1 2 3 / 2 1 0 1 / 1 0 2 1")
    for size in [Size(width: 120, height: 36), Size(width: 160, height: 50)] {
      _ = model.update(.resize(size))
      let lines = screen(model).split(separator: "\n")
      #expect(lines.contains { $0.contains(/filter 0.* filter 1/) }, "\(screen(model))")
      #expect(lines.contains { $0.contains(/channel 2 +channel 3/) })
    }
  }

  @Test func `gradients of two channels stand side by side where one below the other is too tall`()
    throws
  {
    let channel = "1 2 0 1 3 / 0 1 2 3 1 / 2 1 0 1 2 / 1 0 2 1 0 / 3 1 1 0 2"
    var model = try lab(
      "conv2d weight=[[[[1,0],[0,1]],[[0,2],[1,0]]]] bias=1 stride=2 padding=1 dilation=2",
      "\(channel) ; \(channel)")
    _ = model.update(.resize(Size(width: 100, height: 36)))
    while model.lab?.player.storyView != .gradients { _ = press([.tab], &model) }
    let text = screen(model)
    // Of parameters some may be out of view.
    #expect(!text.contains("of 2") && !text.contains(/\+1(?! more)/), "\(text)")
    #expect(text.matches(of: /channel 0 +channel 1/).count >= 2, "\(text)")
    // All five rows of both gradients, and the seven of the padded inputs.
    #expect(!text.contains("↑") && !text.contains("↓"))
  }

  @Test func `a grid that is cut says which rows and columns are in view`() throws {
    let row = (0..<40).map { "\($0)" }.joined(separator: " ")
    var model = try lab("conv2d 1,0,-1/2,0,-2/1,0,-1", "\(row) / \(row) / \(row) / \(row)")
    _ = press([.end], &model)
    #expect(screen(model).contains("input, 34–39/40"), "\(screen(model))")
    #expect(screen(model).contains("output, 32–37/38"), "\(screen(model))")
    // It is not rows that are lacking, and so all of the facts have their room.
    #expect(screen(model).contains("(4 − 3) / 1 + 1 = 2"))
  }

  @Test func `numbers by chance begin with the first`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    _ = press(["R"], &model)
    #expect(screen(model).contains("Numbers by chance, no. 1"))
  }

  @Test func `the chosen parameter is in view, whichever it is`() throws {
    var model = TutorModel(
      lab: try LabModel(
        exampleOf: try #require(OperationSchema.named("conv_transpose2d")),
        on: ReferenceBackend<Double>()), size: Self.size)
    _ = press(["P"], &model)
    for _ in 0..<(model.lab?.live.parameters.count ?? 0) {
      let chosen = try #require(model.lab?.player.tunedParameter)
      #expect(screen(model).contains("[\(chosen.text)]"), "\(chosen.name)")
      _ = press([.down], &model)
    }
  }

  @Test func `what the lab shows first is what the op comes to, for every op`() throws {
    for schema in OperationSchema.all {
      let lab = try LabModel(exampleOf: schema, on: ReferenceBackend<Double>())
      let panels = lab.player.storyboard.panels.filter { $0.isFilledByFrames && $0.source != nil }
      guard let panel = panels.first(where: { !$0.isOptional }) else { continue }
      let solved = try lab.live.outcome.get()
      #expect(
        panel.planes.map(\.values.count).reduce(0, +) >= solved.output.shape.count, "\(schema.name)"
      )
      let step = solved.problem.steps[lab.live.operation]
      let shown = try #require(panel.source?.node)
      // A reshape behind it has the same numbers.
      #expect(
        solved.executed.values[shown]?.elements == solved.executed.values[step.output]?.elements,
        "\(schema.name)")
    }
  }

  @Test func `from the list of lessons L opens the lab and q comes back`() throws {
    var model = TutorModel(Course(lessons: []), size: Self.size)
    #expect(press(["L"], &model) == [.openLab])
    model.open(try LabDesk.empty.newLab())
    #expect(screen(model).contains("conv2d"))
    _ = press(["q"], &model)
    #expect(model.lab == nil)
  }

  @Test func `learned weights are kept with Enter and dropped with Esc`() throws {
    var model = try lab("conv2d 1,0/2,-1")
    let before = model.lab?.problem.yaml
    _ = press(["L", .right, .right, .escape], &model)
    #expect(model.lab?.problem.yaml == before)
    _ = press(["L", .right, .right, .enter], &model)
    #expect(model.lab?.problem.yaml != before)
    #expect(model.lab?.live.edits.count == 1)
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

  @Test func `every op and every preset opens and shows something`() throws {
    var model = try lab("relu")
    for purpose: Key in ["c", "f"] {
      let count = purpose == "c" ? OperationSchema.all.count : Preset.all.count
      for index in 0..<count {
        _ = press([purpose] + Array(repeating: .down, count: index) + [.enter], &model)
        #expect(model.lab?.live.refusal == nil)
        #expect(model.lab?.panel == nil)
        #expect(screen(model).contains("lab   \(model.lab?.operation.name ?? "?")"))
      }
    }
  }
}

extension TutorModel {
  /// The open lab.
  var lab: LabModel? {
    guard case .lab(let lab) = screen else { return nil }
    return lab
  }
}
