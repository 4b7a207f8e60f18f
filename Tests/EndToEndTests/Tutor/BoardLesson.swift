/// A small lesson of the tests' own, so that the wording of the shipped ones can change freely.
enum BoardLesson {
  static let title = "The board example"

  /// Writes the lesson into a folder of lessons.
  ///
  /// - Returns: The folder of lessons.
  @discardableResult
  static func write(into sandbox: Sandbox) throws -> String {
    try sandbox.write(source, to: "lessons/01-board/lesson.yaml")
    return sandbox.path + "/lessons"
  }

  /// Starts the program with this as the only lesson.
  static func start(
    _ arguments: [String] = ["learn", "board"], in sandbox: Sandbox,
    environment: [String: String?] = [:], size: ScreenSize = .standard
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      command(arguments, in: sandbox, environment: environment), size: size)
  }

  /// The command that ``start(_:in:environment:size:)`` runs.
  static func command(
    _ arguments: [String] = ["learn", "board"], in sandbox: Sandbox,
    environment: [String: String?] = [:]
  ) throws -> Command {
    let folder = try write(into: sandbox)
    return Convscope.command(
      arguments, in: sandbox,
      environment: environment.merging(["CONVSCOPE_LESSONS": folder]) { mine, _ in mine })
  }

  static let source = """
    format: 1
    id: board
    title: \(title)
    goals:
      - step through a convolution
    steps:
      - text: |
          Four windows, one after the other.
        show: &board
          input: 1 3 -1 / 2 1 0 / 0 2 -1
          ops:
            - conv2d: {weight: 1 0 / 2 -1}
      - text: |
          Now one cell is yours.
        show: *board
        ask:
          question: Which number goes into row 1, column 0?
          kind: number
          cell: [1, 0]
          answer: 0
          hints:
            - The window covers 2 and 1, and below them 0 and 2.
          explain: The first and the last tap cancel out.
          slips:
            - answer: 5
              say: That is row 0, column 1.
      - text: |
          Now all of them.
        show: *board
        ask:
          question: What is the whole output?
          kind: grid
          answer: 4 5 / 0 6
          hints:
            - The last window covers 1 and 0, and below them 2 and -1.
          explain: Sixteen products and four sums.
      - text: |
          This is the end of the example.
    """
}
