import Foundation
import Interchange

extension RunFolder {
  /// The checkpoints, the newest first.
  func checkpointsNewestFirst() -> [(step: Int, checkpoint: Checkpoint)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkpoints)) ?? []
    return names.compactMap { name in
      Checkpoint.step(ofName: name).map { ($0, Checkpoint(path: checkpoints + "/" + name)) }
    }
    .sorted { $0.step > $1.step }
  }

  /// Removes checkpoints that are neither among the last nor the best, and what a kill has left.
  ///
  /// - Returns: The steps whose checkpoints are gone.
  func removeOldCheckpoints(keeping count: Int, best: Int?) -> [Int] {
    // What cannot be removed harms nobody, and may go the next time.
    _ = try? TemporaryName.removeLeftovers(in: checkpoints)
    let old = checkpointsNewestFirst().dropFirst(count).filter { $0.step != best }
    return old.filter { entry in
      (try? FileManager.default.removeItem(atPath: entry.checkpoint.path)) != nil
    }
    .map(\.step)
  }

  /// The checkpoint of the best epoch, or the newest one.
  func bestCheckpoint() throws -> Checkpoint {
    let all = checkpointsNewestFirst()
    guard let newest = all.first else {
      throw TrainingError(
        path: path, "the run has no checkpoint yet",
        remedy: "Continue it with convscope train --resume \(path).")
    }
    // One that is damaged is passed over, as when a run continues.
    guard let readable = all.first(where: { (try? $0.checkpoint.state()) != nil }) else {
      _ = try newest.checkpoint.state()
      return newest.checkpoint
    }
    let best = try readable.checkpoint.state().best
    let chosen = all.first { $0.step == best?.step }?.checkpoint
    return chosen.flatMap { (try? $0.state()) != nil ? $0 : nil } ?? readable.checkpoint
  }

  /// Removes checkpoints of later steps, which a run that went back makes anew.
  func removeCheckpoints(after step: Int) {
    for entry in checkpointsNewestFirst() where entry.step > step {
      try? FileManager.default.removeItem(atPath: entry.checkpoint.path)
    }
  }
}
