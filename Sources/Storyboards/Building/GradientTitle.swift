import Typesetting

/// What gradients are called: by the words of the grid that they are the gradients of.
extension String {
  /// What the gradient of a value of this name is called: `dLoss/dKernel`; of several words
  /// `gradient of scaled mask`.
  var gradientTitle: String {
    // A kernel, turned, is one thing with what was done to it.
    if contains(", ") { return "dLoss/d(\(self))" }
    return contains { " -".contains($0) } ? "gradient of \(self)" : "dLoss/d" + capitalizedFirst
  }

  /// The thing itself of a name that says more: `difference` of `difference from the target`.
  var noun: String {
    [" of ", " from "].reduce(self) { text, word in
      text.range(of: word).map { String(text[..<$0.lowerBound]) } ?? text
    }
  }
}

extension PanelBuilder {
  /// What the gradient of a value is called beside it.
  ///
  /// Beside its gradient a value is called by its noun alone: two grids with five words each over them are
  /// wider than a screen.
  mutating func gradientTitle(besides panel: Int) -> String {
    let noun = panels[panel].title.noun
    // dLoss/dLoss is 1, whatever each loss adds to their mean.
    guard noun != "loss" else { return panels[panel].title.gradientTitle }
    panels[panel].title = noun
    return noun.gradientTitle
  }

  /// What the gradient of a value is called beside it.
  mutating func gradientTitle(besides shown: ShownTensor) -> String {
    gradientTitle(besides: shown.panel)
  }
}
