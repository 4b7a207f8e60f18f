import TerminalKit
import Typesetting

/// The colours of classes: dark ones for regions, light ones for points.
///
/// All are colours of the 256 that most terminals have, so that those show regions without specks.
enum ClassColor {
  /// Of each class, from where the network leans towards it to where it is sure.
  private static let regions = [
    [RGB(95, 95, 135), RGB(0, 95, 135), RGB(0, 95, 175)],
    [RGB(135, 95, 95), RGB(135, 95, 0), RGB(175, 95, 0)],
    [RGB(95, 135, 95), RGB(0, 95, 0), RGB(0, 135, 0)],
    [RGB(135, 95, 135), RGB(95, 0, 95), RGB(135, 0, 135)],
    [RGB(95, 135, 135), RGB(0, 95, 95), RGB(0, 135, 135)],
    [RGB(175, 95, 95), RGB(95, 0, 0), RGB(135, 0, 0)],
  ]
  private static let points = [
    RGB(135, 215, 255), RGB(255, 215, 95), RGB(175, 255, 135), RGB(255, 175, 255),
    RGB(135, 255, 255), RGB(255, 135, 135),
  ]
  /// Where no class is more probable than another.
  private static let undecided = RGB(68, 68, 68)

  /// The colour of a region, by how sure the network is: 0 to 1.
  static func region(_ label: Int, _ sureness: Double) -> RGB {
    // A few steps, which show where they change, as contour lines do.
    let steps = [undecided] + regions[label]
    return steps[min(Int(max(0, sureness) * Double(steps.count)), steps.count - 1)]
  }

  /// The colour of a point.
  static func point(_ label: Int, isTest: Bool) -> RGB {
    isTest ? points[label].mixed(with: regions[label][2], 0.45) : points[label]
  }

  /// What stands for a region where no colours are shown.
  static func sign(_ label: Int) -> Character { [".", "+", "-", "=", "~", ":"][label] }

  /// The style of a class's name.
  static func style(_ label: Int) -> Style {
    let hues: [Hue] = [.input, .kernel, .output, .gradient, .accent, .failure]
    return Style(hues[label], .bold)
  }
}
