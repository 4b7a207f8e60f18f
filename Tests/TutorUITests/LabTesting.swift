import Problems
import TensorEngine
import TerminalKit
import TestSupport
import Typesetting

@testable import TutorUI

/// Tests that press keys in the lab and look at its screen.
protocol LabTesting {}

extension LabTesting {
  static var size: Size { Size(width: 80, height: 24) }

  func lab(
    _ operations: String,
    _ input: String = "3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2 / 2 0 0 0 1"
  ) throws -> TutorModel {
    let lab = LabModel(
      try Problem(input: input, operations: operations), on: ReferenceBackend<Double>())
    return TutorModel(lab: lab, size: Self.size)
  }

  func press(_ keys: [Key], _ model: inout TutorModel) -> [TutorEffect] {
    keys.flatMap { model.update(.key($0)) }
  }

  func type(_ text: String) -> [Key] { text.map { .character($0) } }

  func screen(_ model: TutorModel, _ glyphs: GlyphSet = .unicode) -> String {
    drawing(TutorView(model: model, glyphs: glyphs), size: model.size, glyphs: glyphs).text
  }
}

extension TutorModel {
  /// The open lab.
  var lab: LabModel? {
    guard case .lab(let lab) = screen else { return nil }
    return lab
  }
}
