import Figures
import Foundation
import Testing

struct FigureThemeTests {
  /// How bright a colour is, 0 to 1, as the guidelines for web pages define it.
  private func luminance(_ color: UInt32) -> Double {
    func part(_ shift: UInt32) -> Double {
      let share = Double(color >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }

  @Test(arguments: FigureTheme.allCases, Ink.allCases)
  func `every ink can be read on its ground, and the ground on a cell filled with it`(
    theme: FigureTheme, ink: Ink
  ) {
    let pair = [luminance(theme.color(of: ink)), luminance(theme.ground)].sorted()
    #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5)
  }

  @Test(arguments: FigureTheme.allCases)
  func `no two inks look the same`(theme: FigureTheme) {
    #expect(Set(Ink.allCases.map { theme.color(of: $0) }).count == Ink.allCases.count)
  }
}
