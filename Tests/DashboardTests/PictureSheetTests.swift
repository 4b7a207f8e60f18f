import TerminalKit
import TestSupport
import Testing

@testable import Dashboard

struct PictureSheetTests {
  private func sheet(chosen: Int, of count: Int = 16) -> PictureSheet {
    PictureSheet(
      name: "filters", style: .kernel, count: count, chosen: chosen,
      sizes: [Size(width: 10, height: 5), Size(width: 5, height: 3)]
    ) { _ in PixelImage(width: 5, height: 5) { _, _ in RGB(0, 0, 0) } }
  }

  private func title(_ sheet: PictureSheet, in size: Size) -> String {
    drawing(sheet, size: size).lines[0]
  }

  @Test
  func `pictures are as large as lets all fit`() {
    // Eight columns of 10 and a gap take two lines of 5 and a number, and the title.
    #expect(sheet(chosen: 0).height(in: Size(width: 87, height: 13)) == 13)
    #expect(sheet(chosen: 0).height(in: Size(width: 87, height: 12)) == 9)
    #expect(title(sheet(chosen: 0), in: Size(width: 87, height: 12)).hasPrefix("all filters"))
  }

  @Test(arguments: [(0, "0 to 5"), (8, "5 to 10"), (15, "10 to 15")])
  func `those around the chosen one are shown where not all fit`(_ chosen: Int, _ range: String) {
    let text = title(sheet(chosen: chosen), in: Size(width: 35, height: 5))
    #expect(text.hasPrefix("filters \(range) of 16"), "\(text)")
  }

  @Test func `a title that is too long for its row says the range with a dash`() {
    var sheet = sheet(chosen: 0, of: 20)
    sheet.detail = ", input channel 0"
    #expect(
      title(sheet, in: Size(width: 36, height: 5)).hasPrefix("filters 0–5 of 20, input channel 0"))
    #expect(
      title(sheet, in: Size(width: 40, height: 5)).hasPrefix("filters 0 to 5 of 20, input chan"))
  }

  @Test(arguments: [(4, 20), (40, 4), (40, 0), (40, -3)])
  func `without room there is no sheet`(_ width: Int, _ height: Int) {
    #expect(sheet(chosen: 0).height(in: Size(width: width, height: height)) == nil)
  }
}
