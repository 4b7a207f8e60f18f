import Training

/// The work that a dashboard watches.
///
/// Both pieces run on threads of their own and may take as long as they need.
public struct DashboardSession: Sendable {
  /// Trains until the run is over, obeying the control and reporting to the observer.
  public let train: @Sendable (TrainingControl, @escaping @Sendable (TrainingEvent) -> Void) -> Void
  /// Runs an image through the network of a snapshot; a thrown error's description is shown.
  public let inspect: @Sendable (ModelSnapshot, ImagePrediction) throws -> Inspection

  /// Creates a session.
  public init(
    train:
      @escaping @Sendable (TrainingControl, @escaping @Sendable (TrainingEvent) -> Void) ->
      Void,
    inspect: @escaping @Sendable (ModelSnapshot, ImagePrediction) throws -> Inspection
  ) {
    self.train = train
    self.inspect = inspect
  }
}
