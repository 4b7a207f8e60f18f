import Foundation
import Testing
import Typesetting

@testable import TerminalKit

@Suite struct ThemeTests {
  @Test(arguments: ColorDepth.allCases)
  func `all hues look different at every colour depth`(depth: ColorDepth) {
    let looks = Hue.allCases.map {
      Theme.standard(on: .dark).appearance(of: Style($0), depth: depth)
    }
    #expect(Set(looks).count == Hue.allCases.count)
  }

  @Test func `without colour no hue has one`() {
    for hue in Hue.allCases {
      let look = Theme.standard(on: .dark).appearance(of: Style(hue), depth: .none)
      #expect(look.foreground == .standard)
    }
  }

  @Test func `tensors differ even where only bold and underline exist`() {
    // A vt100 has neither dim nor italic.
    let hues: [Hue] = [.text, .input, .kernel, .output]
    let looks = hues.map {
      Theme.standard(on: .dark).appearance(of: Style($0), depth: .none).attributes
        .intersection([.bold, .underline, .reverse])
    }
    #expect(Set(looks.map(\.rawValue)).count == hues.count)
  }

  @Test(arguments: ColorDepth.allCases)
  func `each depth uses only colours that it has`(depth: ColorDepth) {
    for hue in Hue.allCases {
      switch Theme.standard(on: .dark).appearance(of: Style(hue), depth: depth).foreground {
      case .standard: break
      case .indexed(let index):
        let count =
          switch depth {
          case .ansi8: 8
          case .ansi16: 16
          case .indexed256: 256
          case .none, .direct: 0
          }
        #expect(Int(index) < count)
      case .rgb: #expect(depth == .direct)
      }
    }
  }

  @Test(arguments: [ColorDepth.indexed256, .direct], Ground.allCases)
  func `every hue can be read on the grounds that its colours are made for`(
    depth: ColorDepth, ground: Ground
  ) {
    // Black, and the grounds of One Dark, Solarized and Nord among others; white, and those of
    // Solarized, Latte and Gruvbox.
    let grounds: [UInt32] =
      ground == .dark
      ? [0x000000, 0x101014, 0x1e1e1e, 0x282c34, 0x002b36, 0x2e3440]
      : [0xffffff, 0xfdfdfa, 0xfdf6e3, 0xeff1f5, 0xfbf1c7]
    for hue in Hue.allCases where hue != .text {
      let look = Theme.standard(on: ground).appearance(of: Style(hue), depth: depth)
      for other in grounds {
        let pair = [look.foreground, .rgb(other)].map(Self.luminance).sorted()
        #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(hue) on \(other)")
      }
    }
  }

  /// The colours of a terminal's first sixteen places, as xterm has them.
  private static let xterm: [UInt32] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ]

  @Test(arguments: [ColorDepth.ansi8, .ansi16], [0xffffff, 0xfffff0])
  func `with few colours every hue can be read on white, as xterm has them`(
    depth: ColorDepth, white: UInt32
  ) {
    for style in Hue.allCases.flatMap({ [Style($0), Style($0).bold, Style($0).reversed] }) {
      let look = Theme.standard(on: .light).appearance(of: style, depth: depth)
      guard case .indexed(let index) = look.foreground else { continue }
      // As xterm draws it: bold colours in their bright forms.
      let shown = index < 8 && look.attributes.contains(.bold) ? index + 8 : index
      let pair = [Self.xterm[Int(shown)], white].map { Self.luminance(.rgb($0)) }.sorted()
      #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(style)")
      #expect(look.background == nil)
    }
  }

  @Test(arguments: [ColorDepth.ansi8, .ansi16])
  func `with few colours every hue can be read on black, brightened or not`(depth: ColorDepth) {
    // Failures are said in words and have a sign; xterm's magenta comes to 4.44, its bright blue to 4.39.
    for hue in Hue.allCases where hue != .failure {
      let look = Theme.standard(on: .dark).appearance(of: Style(hue), depth: depth)
      guard case .indexed(let index) = look.foreground else { continue }
      let pair = [Self.xterm[Int(index)], 0].map { Self.luminance(.rgb($0)) }.sorted()
      #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.3, "\(hue)")
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func `on a light ground, too, all hues look different`(depth: ColorDepth) {
    let looks = Hue.allCases.map {
      Theme.standard(on: .light).appearance(of: Style($0), depth: depth)
    }
    #expect(Set(looks).count == Hue.allCases.count)
  }

  @Test(arguments: ColorDepth.allCases, Hue.allCases)
  func `nothing is drawn below the dots of a curve`(depth: ColorDepth, hue: Hue) {
    var canvas = DotCanvas(width: 1, height: 1)
    canvas.set(0, 0)
    var buffer = Buffer(size: Size(width: 1, height: 1))
    canvas.draw(Style(hue, .underline), in: Rect(x: 0, y: 0, width: 1, height: 1), on: &buffer)
    let theme = Theme.standard(on: .dark)
    let look = theme.appearance(of: buffer[0, 0].style, depth: depth)
    #expect(!look.attributes.contains(.underline))
    #expect(
      theme.appearance(of: Style(hue, .underline), depth: depth).attributes.contains(.underline))
  }

  @Test func `emphasis is added to the hue's own`() {
    let look = Theme.standard(on: .dark).appearance(of: Style.output.reversed, depth: .none)
    #expect(look.attributes == [.bold, .underline, .reverse])
  }

  @Test(arguments: [ColorDepth.indexed256, .direct], Ground.allCases)
  func `numbers can be read on every shade, and shades differ`(
    depth: ColorDepth, ground: Ground
  ) throws {
    let shades = [-1, -0.5, -0.2, 0.2, 0.5, 1].compactMap { HeatShade($0, among: 1) }
    let looks = shades.map {
      Theme.standard(on: ground).appearance(of: Style.input.shaded($0), depth: depth)
    }
    #expect(Set(looks.map(\.background)).count == 6)
    for look in looks {
      let background = try #require(look.background)
      let pair = [look.foreground, background].map(Self.luminance).sorted()
      #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5)
    }
  }

  @Test func `without many colours a shade is a sign, and next to nothing has none`() {
    let look = Theme.standard(on: .dark)
      .appearance(of: Style.input.shaded(HeatShade(1, among: 1)!), depth: .ansi16)
    #expect(look.background == nil)
    #expect([0.1, 0.4, 0.7].compactMap { HeatShade($0, among: 1)?.sign } == ["'", "\"", "#"])
    #expect([-2, -1, -0.2].compactMap { HeatShade($0, among: 2)?.sign } == ["#", "\"", "'"])
    #expect(HeatShade(0.05, among: 1) == nil && HeatShade(.nan, among: 1) == nil)
    #expect(HeatShade(0, among: 0) == nil && HeatShade(.infinity, among: 1) == nil)
  }

  /// The relative luminance of WCAG 2.
  private static func luminance(_ color: Color) -> Double {
    let channels: [Double]
    switch color {
    case .standard: return .nan
    case .rgb(let value):
      channels = [16, 8, 0].map { Double((value >> $0) & 0xFF) / 255 }
    case .indexed(let index) where index >= 232:
      channels = [Double](repeating: Double(8 + 10 * (Int(index) - 232)) / 255, count: 3)
    case .indexed(let index):
      let levels = [0.0, 95, 135, 175, 215, 255]
      let cube = Int(index) - 16
      channels = [cube / 36, cube / 6 % 6, cube % 6].map { levels[$0] / 255 }
    }
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
