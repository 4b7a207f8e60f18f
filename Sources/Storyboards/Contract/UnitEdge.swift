/// A line from a unit to one of the next layer: both are planes of panels that are layers.
public struct UnitEdge: Hashable, Sendable {
  /// A unit by its panel's position in the storyboard and its plane's in the panel.
  public struct End: Hashable, Sendable {
    /// The panel's position.
    public let panel: Int
    /// The plane's position.
    public let plane: Int

    /// Names a unit.
    public init(panel: Int, plane: Int) { (self.panel, self.plane) = (panel, plane) }
  }

  /// The unit that is read.
  public let start: End
  /// The one that reads it.
  public let end: End
  /// The weight; `nil` on the way into a loss.
  public let weight: Double?
  /// How strongly the loss feels the weight.
  public let gradient: Double?
  /// The frame that finds the gradient.
  let turn: Int?

  /// What is written beside it once a frame has finished so many cells: the gradient where it is known.
  public func knownGradient(finishedCells: Int) -> Double? {
    turn.flatMap { $0 < finishedCells ? gradient : nil }
  }
}
