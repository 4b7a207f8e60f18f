import Problems
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
    guard let live else { return .done }
    do {
      let edit = try live.edit(parameter, by: step)
      let index = live.parameters.firstIndex { $0.name == parameter.name } ?? 0
      if isTuning { state.tuned = index }
      return apply(edit) { live in
        let text = live.parameters.indices.contains(index) ? live.parameters[index].text : ""
        return "\(parameter.name) \(text), was \(parameter.text)"
      }
    } catch {
      return .refused(error.message.capitalizedFirst + ".")
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
      state.tuned = nil
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
    guard let index = state.tuned, let count = live?.parameters.count, count > 0 else {
      return .done
    }
    state.tuned = (index + step + count) % count
    return tuned
  }

  /// Makes the chosen parameter larger or smaller.
  mutating func tune(by step: Int) -> Outcome {
    tunedParameter.map { change($0, by: step) } ?? .done
  }

  /// The chosen parameter and its value.
  private var tuned: Outcome {
    guard let tunedParameter, let index = state.tuned, let count = live?.parameters.count else {
      return .done
    }
    return .told(
      "\(tunedParameter.name) \(tunedParameter.text)   "
        + "(\(index + 1) of \(count): Up Down choose, Left Right change, Enter done)")
  }
}
