import Testing

@testable import Exhibits

/// Curves of runs, against the numbers of a log.
struct RunsTests {
  private func chart(_ exhibit: PreparedExhibit) throws -> Chart {
    guard case .chart(let chart) = exhibit.scene(0, at: 0).panels.first else {
      throw Failure.noChart
    }
    return chart
  }

  private enum Failure: Error { case noChart }

  @Test func `a curve has what the log says of each epoch`() throws {
    let chart = try chart(try ExhibitFixture.prepared("{runs: small, curve: test error}"))
    #expect(chart.curves.map(\.points) == [[.init(1, 75), .init(2, 50), .init(3, 50)]])
    #expect(chart.curves[0].name == "small")
    #expect(chart.x.title == "epoch" && chart.y.title == "% wrong")
  }

  @Test func `train and test of two runs make four curves in two colours`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{runs: [small, other], names: [A, B], curve: [train loss, test loss]}")
    let curves = try chart(exhibit).curves
    #expect(curves.map(\.name) == ["A train", "A test", "B train", "B test"])
    #expect(curves.map(\.isDotted) == [true, false, true, false])
    #expect(curves.map(\.ink) == [.series(0), .series(0), .series(1), .series(1)])
  }

  @Test func `by step a test stands where it was made`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{runs: small, curve: [train loss, test loss], by: step}")
    let curves = try chart(exhibit).curves
    #expect(curves[0].points == [.init(1, 2.5), .init(2, 2)])
    #expect(curves[1].points == [.init(2, 2), .init(4, 1.5), .init(6, 1.75)])
  }

  @Test(arguments: [
    ("first test loss", 2.0), ("last test loss", 1.75), ("lowest test loss", 1.5),
    ("epoch of lowest test loss", 2), ("highest test loss", 2), ("test loss at 3", 1.75),
    ("epochs", 3),
  ])
  func `a run answers questions about its curve`(name: String, value: Double) throws {
    let exhibit = try ExhibitFixture.prepared("{runs: small, curve: test loss}")
    #expect(exhibit.fact(named: name)?.value == value)
    let two = try ExhibitFixture.prepared("{runs: [small, other], curve: test loss}")
    #expect(two.fact(named: "other " + name)?.value == value)
  }

  @Test func `gradients go over the layers of the first epoch that has them`() throws {
    let exhibit = try ExhibitFixture.prepared("{runs: small, curve: gradients}")
    let chart = try chart(exhibit)
    #expect(chart.curves[0].points == [.init(1, 0.001), .init(2, 0.1)])
    #expect(chart.y.isLogarithmic)
    #expect(exhibit.fact(named: "gradient of 2")?.value == 0.1)
  }

  @Test func `a run that is kept back comes with its question`() throws {
    let exhibit = try ExhibitFixture.prepared("{runs: [small, other], hide: [other]}")
    let piece = try #require(try chart(exhibit).curves.last?.piece)
    #expect(exhibit.cover(found: []).hides(piece))
    #expect(exhibit.fact(named: "other last train loss")?.piece == piece.name)
    #expect(!exhibit.cover(found: [piece.name]).hides(piece))
    let plain = PlainScene(exhibit.scene(0, at: 0), cover: exhibit.cover(found: [])).sections
    #expect(
      plain == [
        """
        epoch  small  other
            1   2.25      ?
            2    1.5      ?
            3    0.5      ?
        """, "Trained on a small computer, in 1.0 h.",
      ])
  }

  @Test(arguments: [
    ("{runs: smal}", "there is no run 'smal'"),
    ("{runs: [small, small]}", "the run 'small' is listed twice"),
    ("{runs: small, names: [a, b]}", "each run has a name, but there are 2 for 1"),
    ("{runs: small, curve: loss}", "curve cannot be 'loss'"),
    ("{runs: small, curve: [train loss, test error]}", "these curves do not go on one axis"),
    ("{runs: small, curve: rate}", "the learning rate is told of each step"),
    ("{runs: small, curve: gradients, by: step}", "gradients are drawn over the layers"),
    ("{runs: small, curve: gradients, at: 2}", "the log of 'small' has no gradients of epoch 2"),
    ("{runs: small, at: 2}", "'at' says of which epoch gradients are shown"),
    ("{runs: small, scale: log, range: 0 1}", "a logarithmic axis cannot begin at 0"),
    ("{runs: small, range: 2 1}", "range ends before it begins"),
    ("{runs: small, span: 7 9}", "nothing of these runs lies in the span"),
    ("{runs: small, hide: large}", "there is nothing called 'large' here to keep back"),
    ("{runs: small, columns: output}", "'columns' does not belong to 'runs'"),
  ])
  func `what is wrong with runs is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.hasPrefix(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }

  @Test func `a log without its origin is refused, and so is an empty one`() throws {
    for (text, message) in [
      ("{}\n", "does not say how it came about"),
      (String(ExhibitFixture.log.prefix { $0 != "\n" }) + "\n", "neither epochs nor steps"),
    ] {
      let error = #expect(throws: (any Error).self) {
        try ExhibitFixture.prepared("{runs: small}", logs: ["small": text])
      }
      #expect("\(try #require(error))".contains(message))
    }
  }

  @Test func `how long a run took is told as finely as it matters`() {
    let texts = [0.00149, 0.0172, 0.0334, 0.5, 0.99, 2.54].map { ShippedRun.time(hours: $0) }
    #expect(texts == ["5 s", "62 s", "2 min", "30 min", "59 min", "2.5 h"])
    #expect(ShippedRun.time(hours: 0) == "1 s")
  }
}
