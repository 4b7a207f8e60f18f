import Lessons
import Misconceptions
import Typesetting

extension Exercise {
  /// The exercise for programs: the problem as `solve` reads it, what is asked, the answer, and what
  /// misconceptions lead to.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("family")
      writer.string(family)
      writer.key("topic")
      writer.string(topic)
      writer.key("level")
      writer.integer(level)
      writer.key("seed")
      writer.integer(seed)
      writer.key("problem")
      if let problemNode { problemNode.write(to: &writer) } else { writer.null() }
      writer.key("question")
      writer.string(prompt)
      writer.key("kind")
      writer.string(kind)
      writer.key("of")
      writer.string(value)
      writer.key("cell")
      if let cell { writer.array(cell) { $0.integer($1) } } else { writer.null() }
      writer.key("answer")
      answer.write(to: &writer)
      if let products {
        writer.key("products")
        writer.array(0..<products.rows) { writer, row in
          let start = row * products.columns
          writer.array(products.pairs[start..<(start + products.columns)]) { $0.number($1.product) }
        }
      }
      writer.key("slips")
      writer.array(slips) { writer, slip in
        writer.object { writer in
          writer.key("rule")
          writer.string(slip.rule.id)
          writer.key("answer")
          slip.answer.write(to: &writer)
        }
      }
    }
  }

  /// What came of an answer, for programs.
  public func write(_ verdict: Verdict, to writer: inout JSONWriter) {
    let (rule, say): (String?, String) =
      switch verdict {
      case .correct, .kept: (nil, explanation)
      case .wrong(_, let message, .misconception(let id, _, _)?): (id, message)
      case .wrong(_, let message, _), .unreadable(_, let message), .predicted(let message):
        (nil, message)
      }
    writer.object { writer in
      writer.key("verdict")
      writer.string(verdict == .correct ? "right" : "wrong")
      writer.key("rule")
      if let rule { writer.string(rule) } else { writer.null() }
      writer.key("say")
      writer.string(say)
    }
  }
}

extension Answer {
  /// The answer for programs: a number, a list of lengths, or a grid as a list of rows.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .number(let number): writer.number(number)
    case .size(let lengths): writer.array(lengths) { $0.number($1) }
    case .choice(let position): writer.integer(position + 1)
    case .positions(let positions): writer.array(positions) { $0.integer($1 + 1) }
    case .text(let text): writer.string(text)
    case .numbers(let numbers): writer.array(numbers) { $0.number($1) }
    case .grid(let rows, let columns, let values):
      writer.array(0..<rows) { writer, row in
        writer.array(values[(row * columns)..<((row + 1) * columns)]) { $0.number($1) }
      }
    }
  }
}
