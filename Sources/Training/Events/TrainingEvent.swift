/// Something that happened in a run.
///
/// The log, the lines on a terminal, the report and the dashboard all come from this one stream.
public enum TrainingEvent: Sendable {
  /// The run begins, or continues after a step.
  case started(RunStart)
  /// A step was made.
  case step(StepReport)
  /// The network is being tested on all test images; nothing is trained meanwhile.
  case testing(TestProgress)
  /// The network was tested on all test images.
  case evaluation(Evaluation)
  /// What the network makes of the first test images after a step.
  case predictions([ImagePrediction], step: Int)
  /// What it makes of test images that somebody asked for.
  case found([ImagePrediction], step: Int)
  /// An epoch is over; its test came just before.
  case epoch(EpochReport)
  /// A checkpoint was written.
  case checkpoint(CheckpointReport)
  /// The tensors of the network, because somebody asked for them.
  case snapshot(ModelSnapshot)
  /// The settings that may change while the run goes on, at its beginning and after each change.
  case settings(LiveSettings, step: Int)
  /// Steps take another number of images from here on, and so the run another number of steps.
  case length(RunLength, step: Int)
  /// The run waits, or goes on.
  case paused(Bool)
  /// The run has gone back to the checkpoint of a step: in which epoch, counted from 1, it goes on,
  /// and the best up to there.
  case rewound(toStep: Int, epoch: Int, best: BestEpoch?)
  /// The run cannot go back, and goes on as it was: why.
  case rewindRefused(String)
  /// Something that is worth knowing, and stops nothing.
  case warning(String)
  /// The run is over.
  case ended(EndReport)
}
