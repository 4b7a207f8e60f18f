import Problems
import TensorEngine
import Testing

@testable import Exhibits

/// Addresses in memory, and products that are saved, against the engine and sums worked out by hand.
struct ArithmeticTests {
  // MARK: - Memory

  private static let picture = "memory: 1 2 3 / 4 5 6 ; 10 20 30 / 40 50 60"

  private func tables(_ exhibit: PreparedExhibit, _ step: Int) -> [Table] {
    exhibit.scene(step, at: 0).panels.compactMap { panel in
      if case .table(let table) = panel { table } else { nil }
    }
  }

  @Test func `each order has its own strides and addresses`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.picture)
    func value(_ name: String) -> Double? { exhibit.fact(named: name)?.value }
    #expect(value("NCHW stride of channel") == 6 && value("NHWC stride of channel") == 1)
    #expect(value("NCHW stride of row") == 3 && value("NHWC stride of row") == 6)
    #expect(value("NCHW stride of column") == 1 && value("NHWC stride of column") == 2)
    #expect(value("NCHW address of 1 0 2") == 8 && value("NHWC address of 1 0 2") == 5)
    #expect(value("NCHW address of 1 1 2") == 11 && value("NHWC address of 1 1 2") == 11)
  }

  @Test func `both rows hold every number, and a step marks one cell in all of them`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.picture)
    #expect(exhibit.stepCount(at: 0) == 13)
    let memory = try #require(tables(exhibit, 9).last)
    let lines = memory.rows.map { $0.cells.map(\.text) }
    #expect(lines[1] == ["NCHW", "1", "2", "3", "4", "5", "6", "10", "20", "30", "40", "50", "60"])
    #expect(lines[2] == ["NHWC", "1", "10", "2", "20", "3", "30", "4", "40", "5", "50", "6", "60"])
    // Step 9 is the ninth cell, channel 1, row 0, column 2.
    let marked = tables(exhibit, 9).flatMap(\.rows).flatMap(\.cells).filter(\.isMarked)
    #expect(marked.map(\.text) == ["30", "30", "30"])
    #expect(memory.rows[1].cells[9].isMarked && memory.rows[2].cells[6].isMarked)
    #expect(
      exhibit.scene(9, at: 0).caption
        == "Channel 1, row 0, column 2: NCHW 1·6 + 0·3 + 2·1 = 8, NHWC 0·6 + 2·2 + 1·1 = 5.")
    #expect(PlainScene(exhibit.scene(9, at: 0)).sections.joined().contains("[30]"))
  }

  @Test func `many addresses go on in equal lines`() throws {
    let plane = "1 2 3 4 / 5 6 7 8 / 9 10 11 12"
    let exhibit = try ExhibitFixture.prepared("memory: \(plane) ; \(plane)")
    let memory = try #require(tables(exhibit, 0).last)
    #expect(memory.rows.map(\.cells.count) == [13, 13, 13, 13, 13, 13])
    #expect(memory.rows[3].cells.first?.text == "address" && memory.rows[3].cells[1].text == "12")
  }

  // MARK: - Products

  /// A convolution by the engine, of numbers between commas.
  private func convolved(_ data: String, _ kernel: String) throws -> [Double] {
    let problem = try Problem(input: data, operations: "conv1d \(kernel)")
    return try SolvedProblem(running: problem.built(), on: ReferenceBackend<Double>()).output
      .elements
  }

  @Test(arguments: [("1,2,3,4", "2,1,3"), ("-1,0,5,2", "1,-4,2"), ("7,-3,-2,6", "-1,-1,-5")])
  func `Winograd's four products give what the window gives`(data: String, kernel: String) throws {
    func text(_ numbers: String) -> String { numbers.replacing(",", with: " ") }
    let exhibit = try ExhibitFixture.prepared(
      "{products: winograd, data: \(text(data)), kernel: \(text(kernel))}")
    let results = ["y0", "y1"].map { exhibit.fact(named: $0)?.value }
    #expect(results == (try convolved(data, kernel)))
    #expect(exhibit.fact(named: "products")?.value == 4)
    #expect(exhibit.fact(named: "products without it")?.value == 6)
  }

  @Test func `Karatsuba's three products give the whole product`() throws {
    let exhibit = try ExhibitFixture.prepared("{products: karatsuba, data: 1 2, kernel: 1 3}")
    let facts = exhibit.facts.map { "\($0.name) \($0.value)" }
    // 12 · 13 = 156.
    #expect(
      facts == [
        "m1 1.0", "m2 6.0", "m3 12.0", "y0 1.0", "y1 5.0", "y2 6.0", "products 3.0",
        "products without it 4.0",
      ])
  }

  @Test func `products come one after the other, written with their numbers`() throws {
    let exhibit = try ExhibitFixture.prepared(
      "{products: winograd, data: 1 2 3 4, kernel: 2 1 3, hide: [y1]}")
    let table = try #require(tables(exhibit, 7).last)
    let lines = table.rows.map { $0.cells.map(\.text).joined(separator: " | ") }
    #expect(
      lines == [
        "m1 | (d0 − d2)·g0 | (1 − 3)·2 | −4",
        "m2 | (d1 + d2)·(g0 + g1 + g2)/2 | (2 + 3)·(2 + 1 + 3)/2 | 15",
        "m3 | (d2 − d1)·(g0 − g1 + g2)/2 | (3 − 2)·(2 − 1 + 3)/2 | 2",
        "m4 | (d1 − d3)·g2 | (2 − 4)·3 | −6",
        "y0 | m1 + m2 + m3 | −4 + 15 + 2 | 13", "y1 | m2 − m3 − m4 | 15 − 2 − (−6) | 19",
      ])
    // At the first product the others keep their room.
    let first = try #require(tables(exhibit, 1).last)
    #expect(first.rows[0].cells[3].text == "−4" && first.rows[1].cells[3].text == "  ")
    let marked = tables(exhibit, 1).map { $0.rows[0].cells.map(\.isMarked) }
    #expect(marked[0] == [true, false, true, false] && marked[1] == [true, false, false])
    let text = PlainScene(exhibit.scene(7, at: 0), cover: exhibit.cover(found: [])).sections
    #expect(!text.joined().contains("19") && text.joined().contains("13"))
  }

  @Test(arguments: [
    ("memory: 5", "a picture of 1 cells is not shown in memory"),
    ("memory: 1 2 ; 1 2 ; 1 2 ; 1 2 ; 1 2 ; 1 2", "6 channels cannot be told apart"),
    ("memory: 1 2 ;; 3 4", "this is a batch"),
    ("{memory: 1 2, data: 1}", "'data' does not belong to 'memory'"),
    ("{memory: 1 2, hide: [NWHC]}", "there is nothing called 'NWHC'"),
    ("{products: strassen, data: 1, kernel: 1}", "products cannot be 'strassen'"),
    ("{products: winograd, data: 1 2 3, kernel: 1 2 3}", "data has 3 numbers, not 4"),
    ("{products: karatsuba, data: 1 2}", "show has no 'kernel'"),
  ])
  func `what is wrong is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.hasPrefix(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
