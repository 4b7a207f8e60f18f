import Lessons
import Problems
import TensorEngine
import TestSupport

/// Lessons of a single step that shows an exhibit.
enum SampleExhibits {
  /// The step of each, behind its prose.
  static let all: [String: String] = [
    "runs": """
    show:
          runs: [small, other]
          curve: [train error, test error]
          hide: [other]
        ask:
          question: Which ends lower?
          kind: choice
          predict: true
          choices: [the first, the second]
          answer: the first
    """,
    "table": """
    show:
          table: lenet5
          names: {conv1: C1, pool1: S2, conv2: C3, pool2: S4, fc1: C5, fc2: F6, fc3: output}
          hide: [conv2 parameters]
          printed: {rows: [[layer, parameters], [C1, "156"], [C3, "1,516"]]}
        ask:
          question: How many numbers does C3 learn?
          kind: count
          of: conv2 parameters
          answer: 2416
          hints: [Count.]
          explain: Each of 16 filters has 6·25 weights and a bias.
    """,
    "bars": """
    show:
          bars: alexnet
          count: [parameters, multiply-adds]
          hide: [numbers]
        ask:
          question: Who works most?
          kind: choice
          choices: [convolutions, the rest]
          answer: convolutions
          hints: [Look.]
          explain: The long bars on the right.
    """,
    "perceptron": """
    show:
          perceptron: and
    """,
    "unit": """
    show:
          unit: 2 3
          bias: -4
          slide: -6 1 0.5
          hide: [sums]
        ask:
          question: Which z has the row 1 0?
          kind: number
          of: z at 1 0
          hints: [Add.]
          explain: The weight of the input that is 1, and the bias.
    """,
    "ravine": """
    show:
          descent: 1 9
          start: 9 1
          optimizers: [sgd, momentum 0.5, adam]
          rate: 0.1
          slide: 0.05 0.3 0.05
    """,
    "valley": """
    show:
          descent: 2
          start: 4
          rate: [0.25, 0.5, 0.75, 1, 1.25]
    """,
    "pieces": """
    show:
          pieces: 1@0 2@1 2@2 2@3
          target: x^2
    """,
    "fold": """
    show:
          fold: 1 -1 / -1 1
          points: xor
    """,
    "gallery": """
    show:
          gallery:
            X: 1 0 1 / 0 1 0 / 1 0 1
            plus: 0 1 0 / 1 1 1 / 0 1 0
            slash: 0 0 1 / 0 1 0 / 1 0 0
          kernels: 1 -1 1 / -1 1 -1 / 1 -1 1
          hide: [to plus]
        ask:
          question: What is the answer to the plus?
          kind: number
          of: to plus
          hints: [Add.]
          explain: 1 − 4.
    """,
    "picture": """
    show:
          gallery: bars
          kernels: {Vertical: 1 0 -1 / 1 0 -1 / 1 0 -1, Horizontal: 1 1 1 / 0 0 0 / -1 -1 -1}
          hide: [Horizontal]
        ask:
          question: What does Horizontal make of it?
          kind: choice
          predict: true
          choices: [nothing, stripes]
          answer: nothing
    """,
    "memory": """
    show:
          memory: 1 2 3 / 4 5 6 ; 10 20 30 / 40 50 60
    """,
    "products": """
    show:
          products: winograd
          data: 1 2 3 4
          kernel: 2 1 3
          hide: [y1]
        ask:
          question: What is y1?
          kind: number
          of: y1
          hints: [Add.]
          explain: 15 − 2 + 6.
    """,
    "learn": """
    show:
          learn: {input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: [{conv2d: {weight: 0 0 / 0 0}}]}
          wanted: 4 5 / 0 6
          rate: 0.1
          slide: 0.05 0.2 0.05
          steps: 8
        ask:
          question: Which is the largest rate that comes down?
          kind: number
          of: largest rate that comes down
          hints: [Play.]
          explain: 0.15 does.
    """,
    "timeline": """
    show:
          timeline:
            1957: a machine with a perceptron in it
            1980: layers that look and pool by turns
            1986: backpropagation becomes popular
            2012: AlexNet
          hide: [1980]
        ask:
          question: How long did it take from the machine to AlexNet?
          kind: number
          of: years from 1957 to 2012
          hints: [Subtract.]
          explain: It took a lifetime of work.
    """,
    "overlap": """
    show:
          overlap: 0 0 4 4
          found: 0 2 4 4
          hide: [iou]
        ask:
          question: What is intersection over union?
          kind: number
          of: iou
          hints: [Count.]
          explain: 8 of 24.
    """,
  ]

  /// A run of ten epochs whose errors fall from a first one by a factor.
  private static func log(_ error: Double, _ factor: Double) -> String {
    var lines = [
      #"{"event":"run","command":"convscope train","machine":"a computer","hours":0.25}"#
    ]
    var left = error
    for epoch in 1...10 {
      lines.append(
        #"{"event":"epoch","epoch":\#(epoch),"step":\#(100 * epoch),"train_loss":\#(2 * left),"#
          + #""train_accuracy":\#(1 - left),"test_loss":\#(left),"test_accuracy":\#(0.95 - left),"#
          + #""images_per_second":100,"seconds":90}"#)
      left *= factor
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A picture of 40×30: upright bars, ten bright columns, ten dark ones.
  private static let bars =
    "P2 40 30 255\n"
    + String(
      repeating: (0..<40).map { $0 / 10 % 2 == 0 ? "220" : "30" }.joined(separator: " ") + "\n",
      count: 30)

  static func lesson(_ name: String) throws -> PreparedLesson {
    let folder = try TemporaryFolder()
    try folder.write(log(0.75, 0.75), to: "Runs/small.jsonl")
    try folder.write(log(0.9, 0.9), to: "Runs/other.jsonl")
    try folder.write(bars, to: "Pictures/bars.pgm")
    let step = all[name] ?? ""
    let path = try folder.write(
      """
      format: 1
      id: exhibits
      title: Exhibits
      goals: [seeing]
      steps:
        - text: Here is something to look at, before anything is asked.
          \(step)

      """, to: "01-chapter/01-exhibits/lesson.yaml")
    return try Lesson(try SourceFile.read(path)).prepared(on: ReferenceBackend<Float>())
  }
}
