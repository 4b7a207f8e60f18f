extension Misconception {
  /// All misconceptions as a page in Markdown, by topic and in the order of the course.
  public static var markdown: String {
    let head = """
      # Misconceptions

      What learners get wrong, and what a wrong answer is told. Each is a rule that the engine runs on the problem at hand; a lesson's
      author names one as a slip with `rule:`. *Often* means in every class, *seldom* now and then: a judgement from how often it came up
      in public questions, no measurement.
      """
    let tables = topics.map { topic in
      "## \(topic.title)\n\n| rule | what happened | what is said | met |\n|---|---|---|---|\n"
        + topic.rules.map { "| `\($0.id)` | \($0.name) | \($0.say) | \($0.frequency) |" }
        .joined(separator: "\n")
    }
    return ([head] + tables).joined(separator: "\n\n")
  }
}
