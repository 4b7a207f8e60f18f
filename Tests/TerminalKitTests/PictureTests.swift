import TerminalKit
import TestSupport
import Testing

struct PictureTests {
  @Test
  func `a colour becomes the nearest of 256`() {
    let expected: [(RGB, UInt8)] = [
      (RGB(0, 0, 0), 16), (RGB(255, 255, 255), 231), (RGB(255, 0, 0), 196),
      (RGB(128, 128, 128), 244), (RGB(95, 135, 175), 67), (RGB(18, 18, 18), 233),
    ]
    for (color, index) in expected {
      #expect(color.color(depth: .indexed256) == .indexed(index))
    }
  }

  @Test
  func `fewer colours are still the nearest, and none are none`() {
    #expect(RGB(250, 10, 5).color(depth: .ansi16) == .indexed(9))
    #expect(RGB(200, 10, 5).color(depth: .ansi8) == .indexed(1))
    #expect(RGB(1, 2, 3).color(depth: .direct) == .rgb(0x010203))
    #expect(RGB(1, 2, 3).color(depth: .none) == nil)
  }

  @Test
  func `a picture fills its area, two pixels to a cell`() {
    let image = PixelImage(width: 2, height: 4) { row, column in
      RGB(UInt8(60 * row), UInt8(100 * column), 0)
    }
    var buffer = Buffer(size: Size(width: 4, height: 3))
    buffer.draw(ImageView(image), in: Rect(x: 1, y: 1, width: 2, height: 2))
    #expect(buffer[0, 0] == .blank && buffer[3, 2] == .blank)
    #expect(buffer[1, 1].character == "▀")
    #expect(buffer[1, 1].style.halves?.upper == RGB(0, 0, 0))
    #expect(buffer[2, 1].style.halves?.lower == RGB(60, 100, 0))
    #expect(buffer[2, 2].style.halves?.lower == RGB(180, 100, 0))
  }

  @Test
  func `a larger picture is averaged`() {
    let image = PixelImage(width: 4, height: 4) { row, column in
      (row + column).isMultiple(of: 2) ? RGB(200, 200, 200) : RGB(0, 0, 0)
    }
    let buffer = drawing(ImageView(image), width: 1, height: 1)
    #expect(buffer[0, 0].style.halves?.upper == RGB(100, 100, 100))
  }

  @Test
  func `a curve goes from one corner to the other, with its axes`() {
    let points = (0...10).map {
      LineChart.Point(x: Double($0), least: Double($0), middle: Double($0), greatest: Double($0))
    }
    let chart = LineChart([LineChart.Series("a", style: .input, points: points)], domain: 0...10)
    let buffer = drawing(chart, width: 17, height: 4)
    let lines = buffer.lines
    #expect(lines[0].hasPrefix("  10.0"))
    #expect(lines[2].contains("0.0000 ⡠⠔"))
    #expect(lines[3].trimmingPrefix(while: { $0 == " " }) == "0       10")
    #expect(buffer[16, 0].character != " ")
  }

  @Test(arguments: [
    (1e30, "  1e30", 0), (9.96e18, "  1e19", 0), (99_999.7, "   1e5", 0),
    (12_345.4, " 12345", 0), (1.7e308, " 2e308", 0), (-9.2e18, " −9e18", 2),
    (.infinity, "  0.50", 0), (.nan, "  0.50", 0),
  ])
  func `the axis of any value has a label in its margin`(
    _ value: Double, _ label: String, _ row: Int
  ) {
    let points = [0, value].enumerated().map {
      LineChart.Point(
        x: Double($0.offset), least: $0.element, middle: $0.element, greatest: $0.element)
    }
    let chart = LineChart([LineChart.Series("a", style: .input, points: points)], domain: 0...1)
    let lines = drawing(chart, width: 17, height: 4).lines
    #expect(lines[row].hasPrefix(label), "\(lines)")
  }

  @Test
  func `charts and pictures draw nothing outside, however small`() {
    let points = [LineChart.Point(x: 0, least: -.infinity, middle: .nan, greatest: 3)]
    for size in 0...9 {
      var buffer = Buffer(size: Size(width: size, height: size))
      let chart = LineChart(
        [LineChart.Series("a", style: .input, points: points)], domain: 0...0, isLogarithmic: true)
      buffer.draw(chart, in: Rect(x: -2, y: 0, width: 12, height: 20))
      buffer.draw(
        ImageView(PixelImage(width: 0, height: 0) { _, _ in RGB(0, 0, 0) }), in: buffer.area)
    }
  }
}
