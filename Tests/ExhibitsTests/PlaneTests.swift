import Testing

@testable import Exhibits

/// The perceptron rule, units, folds and overlaps, against numbers worked out by hand.
struct PlaneTests {
  private func value(_ name: String, of yaml: String) throws -> Double {
    let exhibit = try ExhibitFixture.prepared(yaml)
    return try #require(exhibit.fact(named: name), "\(exhibit.facts.map(\.name))").value
  }

  @Test(arguments: [
    ("perceptron: and", [11.0, 6, 0, -3, 2, 1]),
    ("perceptron: and, alpha: 0.5", [11, 6, 0, -1.5, 1, 0.5]),
    ("perceptron: and, fires: above 0", [10, 6, 0, -2, 2, 1]),
  ])
  func `the rule learns AND in as many corrections as by hand`(
    yaml: String, numbers: [Double]
  ) throws {
    let names = ["corrections", "rounds", "circle", "w0", "w1", "w2"]
    #expect(try names.map { try value($0, of: "{\(yaml)}") } == numbers)
  }

  @Test func `the first corrections are those of the lesson`() throws {
    let exhibit = try ExhibitFixture.prepared("perceptron: and")
    func weights(_ number: Int) -> [Double?] {
      ["w0", "w1", "w2"].map { exhibit.fact(named: "\($0) after \(number)")?.value }
    }
    #expect(weights(1) == [-1, 0, 0])
    #expect(exhibit.stepCount(at: 0) == 13)
    #expect(
      exhibit.scene(1, at: 0).caption
        == "Round 1, row 0 0: z = 0 fires and should not. The weights become −1 0 0.")
    #expect(
      exhibit.scene(12, at: 0).caption
        == "Round 6 goes by without a mistake: done, after 11 corrections.")
  }

  @Test func `XOR runs in a circle of four`() throws {
    let exhibit = try ExhibitFixture.prepared("perceptron: xor")
    #expect(exhibit.fact(named: "circle")?.value == 4)
    let last = exhibit.scene(exhibit.stepCount(at: 0) - 1, at: 0)
    #expect(last.caption.contains("for ever"))
  }

  @Test func `one correction as in the lesson on negative inputs`() throws {
    let yaml = "{perceptron: 2 -4 1, start: 0 1 1}"
    #expect(try ["w0", "w1", "w2"].map { try value($0, of: yaml) } == [1, 3, -3])
  }

  @Test func `a slider on the bias makes five truth tables`() throws {
    let yaml = "{unit: 2 3, bias: -4, slide: -6 1 0.5}"
    #expect(try value("tables", of: yaml) == 5)
    #expect(try value("z at 1 0", of: yaml) == -2)
    #expect(try value("h at 1 1", of: yaml) == 1)
    #expect(try value("ones", of: yaml) == 1)
    let exhibit = try ExhibitFixture.prepared(yaml)
    #expect(exhibit.slider?.labels[exhibit.slider?.start ?? 0] == "−4")
    let plain = PlainScene(exhibit.scene(0, at: exhibit.slider?.start ?? 0)).sections
    #expect(
      plain.last
        == "x1  x2   z  says\n 0   0  −4     0\n 0   1  −1     0\n 1   0  −2     0\n 1   1   1     1"
    )
  }

  @Test func `a fold lays two of the four points of XOR on each other`() throws {
    let yaml = "{fold: 1 -1 / -1 1, points: xor}"
    #expect(try value("spots", of: yaml) == 3)
    #expect(try value("h1 at 1 0", of: yaml) == 1)
    #expect(try value("h2 at 1 0", of: yaml) == 0)
    #expect(try value("spots", of: "{fold: 1 -1 / -1 1, points: xor, activation: none}") == 3)
  }

  @Test func `boxes moved by half share a third`() throws {
    let yaml = "{overlap: 0 0 4 4, found: 0 2 4 4, size: 6 8}"
    #expect(try value("iou", of: yaml) == 8.0 / 24)
    #expect(try value("dice", of: yaml) == 0.5)
    #expect(try value("right", of: yaml) == 100 * (32.0 / 48))
    #expect(try value("iou", of: "{overlap: 1 1 / 0 0, found: 0 0 / 1 1}") == 0)
  }

  @Test func `a timeline counts years, and its gaps are as long as they are`() throws {
    let yaml = "{timeline: {1957: a, 1980: b, 1986: c}, hide: [1980]}"
    #expect(try value("years from 1957 to 1986", of: yaml) == 29)
    let exhibit = try ExhibitFixture.prepared(yaml)
    let text = PlainScene(exhibit.scene(0, at: 0), cover: exhibit.cover(found: [])).sections
    #expect(text == ["1957  a\n1980  ?\n1986  c"])
    guard case .timeline(let timeline) = exhibit.scene(0, at: 0).panels[0] else { return }
    // A year a row, two of them, and where there is no room one event below the other.
    #expect(timeline.gaps(in: 30) == [22, 5] && timeline.height(yearsPerRow: 1) == 30)
    #expect(timeline.gaps(in: 29) == [11, 2] && timeline.height(yearsPerRow: 2) == 16)
    #expect(timeline.gaps(in: 3) == [0, 0] && timeline.gaps(in: 0) == [0, 0])
  }

  @Test(arguments: [
    ("{perceptron: an}", "there is no gate 'an'"),
    ("{perceptron: 0 0 2}", "a row of points is x1, x2 and the class"),
    ("{perceptron: and, start: 0 0}", "start has 2 numbers, not 3"),
    ("{perceptron: and, alpha: 0}", "alpha must be above 0"),
    ("{perceptron: and, fires: never}", "fires cannot be 'never'"),
    ("{unit: 2 3}", "show has no 'slide'"),
    ("{unit: 2 3, slide: 1 -1 1}", "a slider goes up"),
    ("{unit: 2 3, slide: 0 1 0.0001}", "a slider goes up"),
    ("{unit: 2 3, slide: -1 1 1, bias: 0.5}", "0.5 is no place of the slider"),
    ("{fold: 1 -1, points: xor}", "a fold has two units"),
    ("{fold: 1 -1 / 1, points: xor}", "the rows of the weights are not equally long"),
    ("{overlap: 1 2, found: 0 0 1 1}", "the area is no box and no mask"),
    ("{overlap: 0 0 4 4, found: 0 0 4 4, size: 2 2}", "both areas do not fit into it"),
    ("{timeline: {1980: a, 1957: b}}", "'1957' is no year after the one before it"),
    ("{timeline: [1980]}", "a timeline is a set of years"),
  ])
  func `what is wrong with planes and years is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.hasPrefix(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
