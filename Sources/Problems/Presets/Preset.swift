import Storyboards

/// A problem that ships with the program: a figure of Dumoulin and Visin's guide, or an image under a
/// classic kernel.
public struct Preset: Hashable, Sendable {
  /// What kinds there are.
  public enum Group: String, CaseIterable, Hashable, Sendable {
    case figures = "Figures of the guide to convolution arithmetic"
    case kernels = "Classic kernels"
  }

  /// The name on the command line: the figure's file name, or the kernel's name.
  public let name: String
  /// What it shows, in a few words.
  public let summary: String
  /// Which kind it is.
  public let group: Group
  /// The input as a command line writes it.
  public let input: String
  /// The ops as a command line writes them.
  public let operations: String
  /// The view that shows what the figure shows; `nil` for the op's usual one.
  public let view: StoryView?

  /// All of them, figures first.
  public static let all = figures + kernels

  /// The preset with a name.
  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// The problem.
  ///
  /// - Throws: Never for one that ships; a diagnostic for text that is no problem.
  public var problem: Problem {
    get throws(Diagnostic) { try Problem(input: input, operations: operations) }
  }
}
