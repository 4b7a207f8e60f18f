import Testing

@testable import TerminalKit

@Suite struct ThemeTests {
  @Test(arguments: ColorDepth.allCases)
  func `all roles look different at every colour depth`(depth: ColorDepth) {
    let looks = Role.allCases.map { Theme.standard.appearance(of: Style($0), depth: depth) }
    #expect(Set(looks).count == Role.allCases.count)
  }

  @Test func `without colour no role has one`() {
    for role in Role.allCases {
      let look = Theme.standard.appearance(of: Style(role), depth: .none)
      #expect(look.foreground == .standard)
    }
  }

  @Test func `tensors differ even where only bold and underline exist`() {
    // A vt100 has neither dim nor italic.
    let roles: [Role] = [.text, .input, .kernel, .output]
    let looks = roles.map {
      Theme.standard.appearance(of: Style($0), depth: .none).attributes
        .intersection([.bold, .underline, .reverse])
    }
    #expect(Set(looks.map(\.rawValue)).count == roles.count)
  }

  @Test(arguments: ColorDepth.allCases)
  func `each depth uses only colours that it has`(depth: ColorDepth) {
    for role in Role.allCases {
      switch Theme.standard.appearance(of: Style(role), depth: depth).foreground {
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

  @Test(arguments: [ColorDepth.indexed256, .direct])
  func `colours can be read on black and on white`(depth: ColorDepth) {
    let coloured = Role.allCases.filter {
      Theme.standard.appearance(of: Style($0), depth: depth).foreground != .standard
    }
    #expect(coloured.count > Role.allCases.count / 2)
    for role in Role.allCases {
      let look = Theme.standard.appearance(of: Style(role), depth: depth)
      guard look.foreground != .standard else { continue }
      let luminance = Self.luminance(look.foreground)
      #expect((luminance + 0.05) / 0.05 >= 2.8, "\(role) on black")
      #expect(1.05 / (luminance + 0.05) >= 2.8, "\(role) on white")
    }
  }

  @Test func `emphasis is added to the role's own`() {
    let look = Theme.standard.appearance(of: Style.output.reversed, depth: .none)
    #expect(look.attributes == [.bold, .underline, .reverse])
  }

  /// The relative luminance of WCAG 2, powers approximated by squares and cubes.
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
    // A polynomial of the sRGB curve, within 0.002 of it; the standard library has no power.
    let linear = channels.map { $0 * ($0 * ($0 * 0.305306011 + 0.682171111) + 0.012522878) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
