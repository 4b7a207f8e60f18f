import TestSupport
import Testing
import Typesetting

@testable import TerminalKit

/// Curves on axes, drawn as text.
struct AxisChartTests {
  private func chart(_ curves: [AxisChart.Curve], isPlane: Bool = false) -> AxisChart {
    AxisChart(
      curves, marks: [.init(.init(x: 2, y: 2), sign: "*", style: .text, label: "here")],
      x: .init("epoch", ends: 1...4, isWhole: true), y: .init("loss", ends: 0...4),
      isPlane: isPlane)
  }

  private func drawn(_ chart: AxisChart, _ size: Size, _ glyphs: GlyphSet = .unicode) -> String {
    drawing(chart, size: size, glyphs: glyphs).text
  }

  @Test func `a curve has its name at its end, and axes have round numbers`() {
    let lines = drawn(
      chart([
        .init("down", style: .input, points: [.init(x: 1, y: 4), .init(x: 4, y: 0)]),
        .init(
          "up", style: .kernel, isDotted: true, points: [.init(x: 1, y: 0), .init(x: 4, y: 4)]),
      ]), Size(width: 40, height: 10)
    ).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.count == 10)
    #expect(lines[0].hasPrefix("loss"))
    #expect(lines[1].hasPrefix("4┤") && lines[1].hasSuffix(" up"))
    #expect(lines[7].hasPrefix("0┤") && lines[7].hasSuffix(" down"))
    #expect(lines[8].hasPrefix(" └") && lines[8].contains("┬"))
    #expect(lines[9].contains("2") && lines[9].hasSuffix("epoch"))
    #expect(lines.contains { $0.contains("* here") })
  }

  @Test(arguments: [5, 8, 14, 24])
  func `an axis of powers has more than one number, however low the chart`(_ height: Int) {
    let chart = AxisChart(
      [.init("", style: .input, points: [.init(x: 1, y: 145), .init(x: 4, y: 0.006)])],
      x: .init("layer", ends: 1...4, isWhole: true),
      y: .init("gradient", ends: 0.001...200, isLogarithmic: true))
    let marked = drawn(chart, Size(width: 40, height: height)).split(separator: "\n")
      .filter { $0.contains("┤") }
    #expect(marked.count >= 2)
  }

  @Test func `curves that lie on each other both stay visible`() {
    let same: [AxisChart.Point] = [.init(x: 1, y: 1), .init(x: 4, y: 1)]
    let buffer = drawing(
      chart([
        .init("", style: .input, points: same), .init("", style: .kernel, points: same),
      ]), size: Size(width: 24, height: 10))
    func count(_ hue: Style) -> Int {
      buffer.mask { $0 == hue.with(.unlined) }.filter { $0 == "#" }.count
    }
    #expect(count(.input) >= 8 && count(.kernel) >= 8)
    #expect(abs(count(.input) - count(.kernel)) <= 2)
  }

  @Test func `names that end in the same row get rows of their own`() {
    let ends = (0..<4).map { number in
      AxisChart.Curve("c\(number)", style: .input, points: [.init(x: 1, y: 0), .init(x: 4, y: 0)])
    }
    let text = drawn(chart(ends), Size(width: 40, height: 10))
    for number in 0..<4 { #expect(text.contains("c\(number)"), "\(text)") }
  }

  @Test func `on a plane a unit is as long along both axes`() {
    let frame = AxisFrame(
      chart([], isPlane: true), in: Rect(x: 0, y: 0, width: 60, height: 14))
    let (low, high) = (frame?.dot(.init(x: 1, y: 0)), frame?.dot(.init(x: 4, y: 3)))
    let across = (high?.x ?? 0) - (low?.x ?? 0)
    let up = (low?.y ?? 0) - (high?.y ?? 0)
    #expect(abs(across - up) <= 2 && across > 10)
  }

  @Test func `a low plane is wider than true`() {
    let low = AxisFrame(chart([], isPlane: true), in: Rect(x: 0, y: 0, width: 60, height: 9))
    #expect(low?.plot.width == 28)
  }

  @Test func `a label that has no room is left out`() {
    let marks = [0.0, 1, 2].map {
      AxisChart.Mark(.init(x: 1 + $0, y: 1), sign: "o", style: .text, label: "a long label")
    }
    let text = drawn(
      AxisChart([], marks: marks, x: .init("x", ends: 1...4), y: .init("y", ends: 0...3)),
      Size(width: 24, height: 8))
    #expect(text.filter { $0 == "o" }.count == 3 && !text.contains("long"), "\(text)")
  }

  @Test func `a chart without ends that are numbers, or without room, draws nothing outside`() {
    for size in [Size(width: 5, height: 3), Size(width: 9, height: 2), Size(width: 30, height: 8)] {
      let wild = chart([
        .init("far", style: .text, points: [.init(x: 1, y: 1e300), .init(x: .nan, y: 0)]),
        .init("", style: .text, points: [.init(x: -1e300, y: -1e300), .init(x: 9, y: 9)]),
      ])
      #expect(drawn(wild, size, .ascii).allSatisfy { $0.isASCII })
    }
  }
}
