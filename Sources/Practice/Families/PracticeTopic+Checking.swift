import Misconceptions
import Problems
import TensorEngine
import Typesetting

extension PracticeTopic {
  /// How many exercises of each level are made.
  fileprivate static let samples: UInt64 = 5

  /// Whether a file holds families of exercises.
  public static func isTopic(_ node: SourceNode) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    return entries.contains { ["topic", "families"].contains($0.key) }
  }

  /// Checks a file of families: reads it, and makes exercises of every level.
  ///
  /// - Parameters:
  ///   - node: The content of a file.
  ///   - backend: What computes the exercises.
  /// - Returns: What is wrong or doubtful; `nil` where this is no file of families.
  public static func check(_ node: SourceNode, on backend: any Backend) -> [Diagnostic]? {
    guard isTopic(node) else { return nil }
    do throws(Diagnostic) {
      let topic = try PracticeTopic(node)
      return FamilyLibrary.clashes(of: topic, with: [])
        + topic.families.flatMap { $0.findings(on: backend) }
    } catch {
      return [error]
    }
  }
}

extension Family {
  /// What is wrong with the family's exercises, or doubtful.
  fileprivate func findings(on backend: any Backend) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for level in 1...levels {
      var isToldApart = false
      do throws(Diagnostic) {
        for seed in 0..<PracticeTopic.samples {
          let exercise = try exercise(seed: seed, level: level, on: backend)
          if exercise.oftenConfused == nil { isToldApart = true }
          guard seed == PracticeTopic.samples - 1, !isToldApart,
            let pair = exercise.oftenConfused
          else { continue }
          findings.append(
            asked.node.diagnostic(
              "level \(level) of \(id) never tells \(pair.0.id.quoted) from \(pair.1.id.quoted)",
              remedy: "Draw numbers that make a difference, if a question can.", severity: .warning)
          )
        }
      } catch {
        findings.append(error)
      }
    }
    return findings
  }
}

extension Exercise {
  /// Two of the commonest misconceptions that lead to the same answer; `nil` where none do.
  fileprivate var oftenConfused: (Misconception, Misconception)? {
    for group in ambiguities {
      let often = group.filter { $0.frequency == .often && !$0.id.hasPrefix("sum-") }
      if often.count > 1 { return (often[0], often[1]) }
    }
    return nil
  }
}
