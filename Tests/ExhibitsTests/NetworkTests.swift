import Testing

@testable import Exhibits

/// Counted networks, against counts made by hand.
struct NetworkTests {
  @Test func `a network is told row by row, with hidden cells as question marks`() throws {
    let exhibit = try ExhibitFixture.prepared(
      """
      table: conv 8 3x3 pad 1, relu, pool 2, fc 10
      image: 1x28x28
      names: {0: C1}
      hide: [0 parameters]
      """)
    // 8·9 + 8 = 80; 28·28·72 = 56,448; 8·14·14·10 + 10 = 15,690.
    let text = PlainScene(exhibit.scene(0, at: 0), cover: exhibit.cover(found: [])).sections
    #expect(
      text == [
        """
        layer  output   parameters  multiply-adds
        C1     8×28×28           ?         56,448
        pool1  8×14×14
        4      10           15,690         15,680
        total               15,770         72,128
        """
      ])
    #expect(exhibit.fact(named: "0 parameters")?.value == 80)
    #expect(exhibit.fact(named: "pool1 height")?.value == 14)
    #expect(exhibit.fact(named: "total multiply-adds")?.value == 72_128)
  }

  @Test(arguments: [
    ("conv2 multiply-adds", "Write '2 multiply-adds'. Layers go by"),
    ("conv3 parameters", "Write '4 parameters'. Layers go by"),
    ("conv B parameters", "Write '2 parameters'. 'names' are what the picture shows"),
    ("multiply-adds of 2", "Did you mean '2 multiply-adds'?"),
    ("multiply-adds of conv B", "Write '2 multiply-adds'."),
    ("conv9 output", "Before 'output' there can be 0, 2, 4, total."),
    ("0 multiplyadds", "Did you mean '0 multiply-adds'?"),
  ]) func `a layer by another word is led to its name`(written: String, remedy: String) {
    let finding = ExhibitFixture.finding(
      """
      table: conv 8 3x3 pad 1, relu, conv 16 3x3 pad 1 stride 2, relu, conv 32 3x3
      image: 1x28x28
      names: {0: conv A, 2: conv B}
      hide: [\(written)]
      """)
    #expect(finding?.remedy.hasPrefix(remedy) == true, "\(finding?.remedy ?? "")")
  }

  @Test func `so are rows and names of layers`() {
    let table = "table: conv 8 3x3 pad 1, relu, fc 10\nimage: 1x28x28\n"
    #expect(
      ExhibitFixture.finding(table + "rows: [conv1]")?.remedy
        == "Write '0'. Layers go by their names in 'convscope inspect'.")
    #expect(
      ExhibitFixture.finding(table + "names: {fc1: F}")?.remedy
        == "Write '3'. Layers go by their names in 'convscope inspect'.")
  }

  @Test func `a printed table stands beside the computed one as it was printed`() throws {
    let exhibit = try ExhibitFixture.prepared(
      """
      table: lenet5
      rows: [conv1, total]
      columns: parameters
      printed: {title: On a slide, rows: [[layer, parameters], [C1, "165"]]}
      """)
    let sections = PlainScene(exhibit.scene(0, at: 0)).sections
    #expect(sections.count == 2 && sections[0].contains("61,706"))
    #expect(sections[1] == "On a slide\nlayer  parameters\nC1            165")
  }

  @Test func `a field is told along both axes, and by one number where they are alike`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{table: 'conv 4 3x1, pool 2, conv 2 3x3', image: 1x28x28, columns: field}")
    #expect(exhibit.fact(named: "0 field") == nil)
    #expect(exhibit.fact(named: "0 field height")?.value == 3)
    #expect(exhibit.fact(named: "0 field width")?.value == 1)
    #expect(exhibit.fact(named: "0 jump")?.value == 1)
    #expect(exhibit.fact(named: "2 jump")?.value == 2)
    let text = PlainScene(exhibit.scene(0, at: 0), cover: exhibit.cover(found: [])).sections
    #expect(text.joined().contains("3×1, jump 1") && text.joined().contains("8×6, jump 2"))
  }

  @Test func `bars are as long as their shares of the longest`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{bars: lenet5, count: [parameters, multiply-adds], hide: [numbers, fc1 parameters]}")
    guard case .bars(let chart) = exhibit.scene(0, at: 0).panels[0] else {
      Issue.record("no bars")
      return
    }
    #expect(chart.bars.map(\.value) == ["156", "2,416", "48,120", "10,164", "850"])
    #expect(chart.bars[2].share == 1 && chart.bars[3].share == 10_164.0 / 48_120)
    let cover = exhibit.cover(found: [])
    #expect(chart.bars.allSatisfy { cover.hides($0.valuePiece) })
    #expect(chart.bars.filter { cover.hides($0.piece) }.map(\.name) == ["fc1"])
    #expect(abs((exhibit.fact(named: "fc1 share of parameters")?.value ?? 0) - 77.98) < 0.01)
  }

  @Test(arguments: [
    ("{table: lenet}", "the network"),
    ("{table: lenet5, rows: [conv9]}", "rows cannot be 'conv9'"),
    ("{table: lenet5, columns: size}", "columns cannot be 'size'"),
    ("{table: lenet5, image: 28}", "'28' is no size of an image"),
    ("{table: lenet5, names: {conv9: C9}}", "the network has no layer 'conv9'"),
    ("{table: lenet5, printed: {rows: [[a, b], [c]]}}", "a printed table has a heading"),
    ("{table: lenet5, hide: [conv1 weights]}", "there is nothing called 'conv1 weights' here"),
    ("{bars: lenet5, rows: [total]}", "rows cannot be 'total'"),
    ("{bars: lenet5, count: memory}", "count cannot be 'memory'"),
    ("{bars: lenet5, table: lenet5}", "'table' does not belong to 'bars'"),
  ])
  func `what is wrong with a network is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    if message != "the network" {
      #expect(finding.message.hasPrefix(message), "\(finding.message)")
    }
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
