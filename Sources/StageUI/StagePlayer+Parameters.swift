import Problems
import TerminalKit
import Typesetting

/// Changing the parameters of the op on the stage.
extension StagePlayer {
  /// Whether the arrow keys change a parameter.
  public var isTuning: Bool { state.tuned != nil }

  /// Makes a parameter larger or smaller.
  mutating func change(_ name: String, by step: Int) -> Outcome {
    guard let live else { return .refused("Nothing on this \(noun) can be changed.") }
    guard let parameter = live.parameters.first(where: { $0.name == name }) else {
      let has = live.parameters.map(\.name).joined(separator: ", ")
      return .refused(
        has.isEmpty
          ? "This op has no parameters to change." : "This op has no \(name). It has: \(has).")
    }
    return change(parameter, by: step)
  }

  private mutating func change(_ parameter: LiveParameter, by step: Int) -> Outcome {
    set(parameter) { live throws(Diagnostic) in try live.edit(parameter, by: step) }
  }

  /// Gives a parameter another value and tells what that does.
  private mutating func set(
    _ parameter: LiveParameter, by edit: (LiveProblem) throws(Diagnostic) -> ProblemEdit
  ) -> Outcome {
    guard let live else { return .done }
    state.tunedText = nil
    do throws(Diagnostic) {
      let edit = try edit(live)
      if isTuning { state.tuned = live.parameters.firstIndex { $0.name == parameter.name } ?? 0 }
      let outcome = apply(edit) { live in
        let text = live.parameters.first { $0.name == parameter.name }?.text ?? ""
        return "\(parameter.name) \(text), was \(parameter.text)"
      }
      // What has a value now may have another place in the list.
      if isTuning {
        state.tuned = self.live?.parameters.firstIndex { $0.name == parameter.name } ?? 0
      }
      return outcome
    } catch {
      let remedy = error.remedy.isEmpty ? "" : " " + error.remedy
      return .refused(error.message.beginningSentence + "." + remedy)
    }
  }

  /// The parameter that the arrow keys change; `nil` for none.
  public var tunedParameter: LiveParameter? {
    guard let index = state.tuned, let parameters = live?.parameters,
      parameters.indices.contains(index)
    else { return nil }
    return parameters[index]
  }

  /// Begins or stops to choose among the parameters.
  mutating func toggleTuning() -> Outcome {
    if state.tuned != nil {
      (state.tuned, state.tunedText) = (nil, nil)
      return .done
    }
    guard live?.parameters.isEmpty == false else {
      return .refused("This op has no parameters to change.")
    }
    leave()
    state.tuned = 0
    return tuned
  }

  /// Chooses another parameter.
  mutating func tune(another step: Int) -> Outcome {
    if let refusal = enterBeforeLeaving() { return refusal }
    guard let index = state.tuned, let count = live?.parameters.count, count > 0 else {
      return .done
    }
    state.tuned = (index + step + count) % count
    return tuned
  }

  /// Makes the chosen parameter larger or smaller.
  mutating func tune(by step: Int) -> Outcome {
    if let refusal = enterBeforeLeaving() { return refusal }
    return tunedParameter.map { change($0, by: step) } ?? .done
  }

  /// The chosen parameter and its value.
  private var tuned: Outcome {
    guard let tunedParameter, let index = state.tuned, let count = live?.parameters.count else {
      return .done
    }
    let ways = [
      tunedParameter.isStepped ? "Left Right change" : nil,
      tunedParameter.isBegun(by: "0") ? "digits type" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    return .told(
      "\(tunedParameter.name) \(tunedParameter.text)   "
        + "(\(index + 1) of \(count): Up Down choose, \(ways))")
  }
}

/// Typing the value of the chosen parameter.
extension StagePlayer {
  /// What is typed for the chosen parameter; `nil` while nothing is.
  public var typedParameter: String? { state.tunedText }

  /// The longest text that is typed, which is a row of a few numbers.
  private static let longestText = 40

  /// Takes a key that writes a value of the chosen parameter.
  ///
  /// - Returns: What came of it; `nil` for a key that writes nothing.
  mutating func typeParameter(_ key: Key) -> Outcome? {
    guard let parameter = tunedParameter else { return nil }
    var text = state.tunedText ?? ""
    switch key {
    case .character(let character) where !text.isEmpty || parameter.isBegun(by: character):
      guard text.count < Self.longestText else { return .refused("The value is long enough.") }
      text.append(character == "−" ? "-" : character)
    case .backspace where !text.isEmpty: text.removeLast()
    default: return nil
    }
    state.tunedText = text.isEmpty ? nil : text
    guard !text.isEmpty else { return tuned }
    return .told("\(text) for \(parameter.name).  Enter puts it in, Esc leaves it.")
  }

  /// Gives the chosen parameter what is typed; what it cannot be is typed on.
  mutating func enterParameter() -> Outcome {
    guard let text = state.tunedText, let parameter = tunedParameter else { return .done }
    let outcome = set(parameter) { live throws(Diagnostic) in
      try live.edit(parameter, typed: text)
    }
    if case .refused = outcome, tunedParameter?.text == parameter.text { state.tunedText = text }
    return outcome
  }

  /// Drops what is typed.
  mutating func dropParameter() -> Outcome {
    state.tunedText = nil
    return tuned
  }

  /// Gives the chosen parameter its usual value.
  mutating func usualParameter() -> Outcome {
    guard let parameter = tunedParameter else { return .done }
    return set(parameter) { live throws(Diagnostic) in
      try live.edit(leavingOut: parameter)
    }
  }

  /// Puts in what is typed before another key does what it means.
  ///
  /// - Returns: Why that cannot be; `nil` where nothing is in the way.
  private mutating func enterBeforeLeaving() -> Outcome? {
    guard state.tunedText != nil, case .refused(let reason) = enterParameter() else { return nil }
    return state.tunedText == nil ? nil : .refused(reason)
  }
}
