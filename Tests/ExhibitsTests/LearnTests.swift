import Testing

@testable import Exhibits

/// A kernel that learns, against steps worked out by hand.
struct LearnTests {
  /// One weight w on inputs 1 and 2, wanted 3 and 6: the loss is 5/2·(w − 3)², its slope 5·(w − 3).
  private static func line(_ more: String) -> String {
    """
    learn: {input: [1, 2], ops: [{conv1d: {weight: [0]}}]}
    wanted: [3, 6]
    \(more)
    """
  }

  @Test func `a step goes against the slope`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.line("rate: 0.1\nsteps: 3"))
    func value(_ name: String) -> Double { exhibit.fact(named: name)?.value ?? .nan }
    #expect(exhibit.stepCount(at: 0) == 4)
    #expect(value("loss after 0") == 22.5 && value("slope at 0 0 after 0") == -15)
    for (step, weight) in [0, 1.5, 2.25, 2.625].enumerated() {
      #expect(abs(value("weight at 0 0 after \(step)") - weight) < 1e-12)
      #expect(abs(value("loss after \(step)") - 2.5 * (weight - 3) * (weight - 3)) < 1e-12)
    }
    #expect(exhibit.scene(0, at: 0).caption == "Before the first step the loss is 22.5.")
    #expect(
      exhibit.scene(1, at: 0).caption
        == "Step 1: each weight went by −0.1 times its slope. The loss is 5.625.")
  }

  @Test func `a rate above the limit flies away, and its steps end there`() throws {
    let exhibit = try ExhibitFixture.prepared(
      Self.line("rate: 0.1\nsteps: 30\nslide: 0.1 0.5 0.1"))
    // The gap is multiplied by 1 − 5·rate: at 0.4 by −1, for ever; at 0.5 by −1.5.
    #expect(exhibit.fact(named: "largest rate that comes down")?.value == 0.3)
    #expect(exhibit.stepCount(at: 0) == 31 && exhibit.stepCount(at: 3) == 31)
    // 1.5²ⁿ is above a thousand from n = 9 on.
    #expect(exhibit.stepCount(at: 4) == 10)
    #expect(exhibit.scene(9, at: 4).caption.hasSuffix("and flies away."))
  }

  @Test func `numbers keep their columns while they change`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.line("rate: 0.1\nsteps: 5"))
    let widths = (0..<exhibit.stepCount(at: 0)).map { step in
      PlainScene(exhibit.scene(step, at: 0)).sections.dropFirst().prefix(2).map { section in
        section.split(separator: "\n").map(\.count).max()
      }
    }
    #expect(Set(widths).count == 1)
  }

  @Test(arguments: [
    ("learn: {input: 1 2, ops: [relu]}\nwanted: 1 2", "nothing in this problem has weights"),
    (line("rate: 0"), "a rate is above 0"), (line("steps: 0"), "steps go from 1 to 60"),
    (line("slide: 0.1 0.5 0.1"), "the slider changes the rate"),
    (line("rate: 0.1\nslide: 0 0.5 0.1"), "a rate is above 0"),
    (
      "learn: {input: [1, 2], ops: [{conv1d: {weight: [0]}}]}\nwanted: [1, 2, 3]",
      "what is wanted has 3 numbers, as 1×1×3; the result is 1×1×2"
    ),
    (
      "learn: {input: [1, 2, 3, 4, 5], ops: [{conv1d: {weight: [0]}}]}\nwanted: [1, 2, 3, 4, 5]",
      "this is too large to be watched"
    ),
  ])
  func `what is wrong is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.hasPrefix(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
