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
struct LabTests: LabTesting {
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
