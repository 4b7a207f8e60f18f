import Documents
import Problems
import Typesetting

/// The grades of a class, and what there is to say about its files.
public struct ClassGrades: Sendable {
  /// The sheet.
  public let sheet: Sheet
  /// The grades, in the order of the roster.
  public let students: [StudentGrade]
  /// What was unreadable, duplicated, foreign or doubtful, by file and place.
  public let findings: [Diagnostic]

  /// The students of whom nothing was found that can be graded.
  public var missing: [Roster.Student] { students.filter { !$0.isHandedIn }.map(\.student) }

  /// Whether somebody should look at something.
  public var needsAttention: Bool { !findings.isEmpty || !missing.isEmpty }

  /// The questions, in order.
  private var partIDs: [String] { students.first?.parts.map(\.id) ?? [] }

  // MARK: - The gradebook

  /// The grades as comma-separated values: a line for each student, points for each question.
  ///
  /// A text that a spreadsheet would compute has an apostrophe before it.
  public var gradebook: String {
    let most = students.first?.most ?? sheet.points
    let header = ["id", "name"] + partIDs + ["points", "out of", "remark"]
    let rows = students.map { student in
      [student.student.id, student.student.name] + student.parts.map { NumberText.exact($0.points) }
        + [
          NumberText.exact(student.points), NumberText.exact(most),
          student.isHandedIn ? "" : "not handed in",
        ]
    }
    return ([header] + rows).map(SeparatedValues.line).joined(separator: "\n") + "\n"
  }

  // MARK: - Pages

  /// What a student gets back.
  public func page(of student: StudentGrade) -> Document {
    var blocks: [Block] = [
      .heading("\(sheet.title): \(student.student.name)", level: 1),
      .prose("\(NumberText.short(student.points)) of \(NumberText.short(student.most)) points."),
    ]
    guard student.isHandedIn else {
      blocks.append(.prose("Nothing was handed in."))
      return Document(blocks)
    }
    blocks.append(
      .table(
        Table(
          [
            .init(""), .init("your answer"), .init("right"), .init("points", .number),
            .init("remark"),
          ],
          rows: student.parts.map { part in
            [
              part.id, part.given, part.solution,
              "\(NumberText.short(part.points)) / \(NumberText.short(part.most))", part.remark,
            ]
          })))
    return Document(blocks)
  }

  /// How often each misconception occurred, the commonest first.
  public var misconceptions: [(misconception: PartGrade.Misconception, parts: [String], count: Int)]
  {
    var found: [(misconception: PartGrade.Misconception, parts: [String], count: Int)] = []
    for part in students.flatMap(\.parts) {
      guard case .wrong(let misconception?) = part.judgement else { continue }
      if let place = found.firstIndex(where: { $0.misconception.id == misconception.id }) {
        found[place].count += 1
        if !found[place].parts.contains(part.id) { found[place].parts.append(part.id) }
      } else {
        found.append((misconception, [part.id], 1))
      }
    }
    return found.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    .map(\.element)
  }

  /// What a teacher wants to know of the class.
  ///
  /// - Parameter findings: What is named there of what is wrong with files and lines of the roster.
  public func report(naming findings: [Diagnostic]) -> Document {
    let graded = students.filter(\.isHandedIn)
    var blocks: [Block] = [
      .heading("\(sheet.title): the class", level: 1),
      .prose(
        "\(graded.count) of \(students.count) students handed in."
          + (graded.isEmpty
            ? ""
            : " On average they got \(Self.mean(graded.map(\.points))) of"
              + " \(NumberText.short(sheet.points)) points.")),
      .heading("Questions", level: 2), .table(questions(graded)),
    ]
    if !misconceptions.isEmpty {
      blocks.append(.heading("What was misunderstood", level: 2))
      blocks.append(
        .table(
          Table(
            [.init("times", .number), .init("what happened"), .init("rule"), .init("in")],
            rows: misconceptions.map {
              [
                "\($0.count)", $0.misconception.name, $0.misconception.id,
                $0.parts.joined(separator: ", "),
              ]
            })))
    }
    if !missing.isEmpty {
      blocks.append(.heading("Not handed in", level: 2))
      blocks.append(.list(missing.map { "\($0.name) (\($0.id))" }, isNumbered: false))
    }
    if !findings.isEmpty {
      blocks.append(.heading("To be looked at", level: 2))
      blocks.append(.list(findings.map(\.description), isNumbered: false))
    }
    return Document(blocks)
  }

  private func questions(_ graded: [StudentGrade]) -> Table {
    let rows = partIDs.indices.map { position in
      let parts = graded.map { $0.parts[position] }
      func count(_ isSuch: (PartGrade.Judgement) -> Bool) -> String {
        let count = parts.count { isSuch($0.judgement) }
        return count == 0 ? "" : "\(count)"
      }
      return [
        partIDs[position],
        parts.isEmpty
          ? "" : "\(Self.mean(parts.map(\.points))) / \(NumberText.short(parts[0].most))",
        count { $0 == .right },
        count { if case .consequence = $0 { true } else { false } },
        count { if case .wrong = $0 { true } else { false } },
        count { $0 == .missing || $0 == .unreadable },
      ]
    }
    return Table(
      [
        .init("question"), .init("mean points", .number), .init("right", .number),
        .init("followed", .number), .init("wrong", .number), .init("none", .number),
      ], rows: rows)
  }

  private static func mean(_ values: [Double]) -> String {
    NumberText.short(values.reduce(0, +) / Double(max(1, values.count)), digits: 3)
  }
}

extension PartGrade {
  fileprivate var remark: String {
    switch judgement {
    case .right: ""
    case .consequence: say
    case .wrong(let misconception):
      misconception.map { "\($0.name.capitalizedFirst). \(say)" } ?? say
    case .unreadable: "It cannot be read. \(say)"
    case .missing: "No answer."
    }
  }
}
