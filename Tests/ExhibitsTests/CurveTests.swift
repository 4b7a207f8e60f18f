import Testing

@testable import Exhibits

/// Curves of ReLUs, and optimisers on a bowl, against sums by hand.
struct CurveTests {
  private func value(_ name: String, of yaml: String) throws -> Double {
    let exhibit = try ExhibitFixture.prepared(yaml)
    return try #require(exhibit.fact(named: name), "\(exhibit.facts.map(\.name))").value
  }

  @Test func `four ReLUs meet the parabola at whole numbers, a quarter above it between`() throws {
    let yaml = "{pieces: 1@0 2@1 2@2 2@3, target: x^2}"
    #expect(try value("largest error", of: yaml) == 0.25)
    #expect(try value("value at 2.5", of: yaml) == 6.5)
    #expect(try value("value at 3", of: yaml) == 9)
    #expect(try value("pieces", of: yaml) == 4)
    #expect(try ExhibitFixture.prepared(yaml).stepCount(at: 0) == 5)
  }

  @Test(arguments: [(4, 0.25), (8, 0.0625), (16, 0.015625)])
  func `twice the pieces, a quarter of the error`(count: Int, error: Double) throws {
    let exhibit = try ExhibitFixture.prepared("{pieces: \(count), target: x^2}")
    #expect(exhibit.fact(named: "largest error")?.value == error)
    #expect(exhibit.fact(named: "units")?.value == Double(count))
    #expect(exhibit.slider?.labels.count == 16)
  }

  @Test(arguments: [
    ("0.25", [4.0, 2, 1, 0.5]), ("0.5", [4, 0, 0, 0]), ("0.75", [4, -2, 1, -0.5]),
    ("1", [4, -4, 4, -4]), ("1.25", [4, -6, 9, -13.5]),
  ])
  func `five rates on a parabola have five fates`(rate: String, path: [Double]) throws {
    let exhibit = try ExhibitFixture.prepared("{descent: 2, start: 4, rate: \(rate), steps: 3}")
    let found = (0..<4).map { exhibit.fact(named: "w after \($0)")?.value }
    #expect(found == path)
  }

  @Test func `momentum comes farther along a ravine than plain steps`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{descent: 1 9, start: 9 1, optimizers: [sgd, momentum 0.5], rate: 0.1, steps: 4}")
    // 9·0.9⁴; with momentum 9, 8.1, 6.84, 5.526, 4.3164.
    let (plain, momentum) = (
      exhibit.fact(named: "sgd x after 4")?.value ?? 0,
      exhibit.fact(named: "momentum 0.5 x after 4")?.value ?? 0
    )
    #expect(abs(plain - 5.9049) < 1e-4 && abs(momentum - 4.3164) < 1e-4)
    #expect(abs((exhibit.fact(named: "sgd y after 1")?.value ?? 0) - 0.1) < 1e-6)
  }

  @Test func `Adam's first step has the size of the rate`() throws {
    let yaml = "{descent: 1 9, start: 9 1, optimizers: adam, rate: 0.1}"
    #expect(abs(try value("x after 1", of: yaml) - 8.9) < 1e-5)
    #expect(abs(try value("y after 1", of: yaml) - 0.9) < 1e-5)
  }

  @Test func `a slider has the scenes of each rate`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{descent: 2, start: 4, rate: 0.5, slide: 0.25 1.25 0.25, steps: 3}")
    #expect(exhibit.slider?.labels == ["0.25", "0.5", "0.75", "1", "1.25"])
    #expect(exhibit.fact(named: "w after 1")?.value == 0)
    let scene = PlainScene(exhibit.scene(3, at: 4)).sections
    #expect(scene.contains { $0.contains("−13.5") })
  }

  @Test(arguments: [
    ("{pieces: 2@a}", "'2@a' is no unit"),
    ("{pieces: 4}", "a number of pieces goes with a target"),
    ("{pieces: 4, target: x^2, bias: 1}", "pieces on a target have the bias they need"),
    ("{pieces: 1@0, target: x^9}", "target cannot be 'x^9'"),
    ("{descent: 0, start: 1}", "a bowl has one curvature or two, above 0"),
    ("{descent: 1 9, start: 1}", "start has 1 number, not 2"),
    ("{descent: 2, start: 0}", "this is the bottom already"),
    ("{descent: 2, start: 1, optimizers: sdg}", "there is no optimizer 'sdg'"),
    ("{descent: 2, start: 1, optimizers: adam 0.9}", "only momentum and nesterov have a number"),
    ("{descent: 2, start: 1, optimizers: momentum -1}", "momentum"),
    ("{descent: 2, start: 1, rate: -1}", "a rate is at least 0"),
    ("{descent: 2, start: 1, steps: 99}", "steps go from 1 to 60"),
    ("{descent: 2, start: 1, slide: 0 1 0.5}", "a slider changes one rate"),
    (
      "{descent: 2, start: 1, rate: 1 2 3, optimizers: [sgd, adam]}", "6 paths cannot be told apart"
    ),
  ])
  func `what is wrong with curves is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.contains(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
