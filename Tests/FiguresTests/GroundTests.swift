import Foundation
import Testing
import Typesetting

@testable import Figures

struct GroundTests {
  /// How bright a colour is, 0 to 1, as the guidelines for web pages define it.
  private func luminance(_ color: UInt32) -> Double {
    func part(_ shift: UInt32) -> Double {
      let share = Double(color >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }

  @Test(arguments: Ground.allCases, Hue.allCases)
  func `every hue can be read on its ground, and the ground on a cell filled with it`(
    theme: Ground, hue: Hue
  ) {
    let pair = [luminance(hue.rgb(on: theme)), luminance(theme.page)].sorted()
    #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5)
  }

  @Test(arguments: Ground.allCases)
  func `no two hues look the same`(theme: Ground) {
    #expect(Set(Hue.allCases.map { $0.rgb(on: theme) }).count == Hue.allCases.count)
  }
}
