import TerminalKit

extension PlaygroundModel {
  /// Answers to an event.
  ///
  /// Pure: whatever has to be done outside is returned.
  mutating func update(_ event: Event) -> [PlaygroundEffect] {
    switch event {
    case .resize(let size): self.size = size
    case .tick:
      guard frameDuration != nil else { return [] }
      switch pace {
      case .step: return [.train(.step)]
      case .epoch: return [.train(.epoch)]
      case .full: return [.train(.moment)]
      }
    case .key(.control("c")), .terminated: return [.leave]
    case .key(let key): return update(key)
    case .mouse(let mouse):
      if helpOffset == nil, prompt == nil, !isTooSmall { return update(mouse) }
    case .resume: break
    }
    return []
  }

  private mutating func update(_ key: Key) -> [PlaygroundEffect] {
    notice = nil
    if isTooSmall { return key == "q" ? [.leave] : [] }
    if let offset = helpOffset {
      helpOffset = help(offset: offset).offset(after: key, in: Rect(origin: .zero, size: size))
      return []
    }
    if case .action(let action) = keys.lookup(key) { return perform(action) }
    if prompt?.isThere == false, prompt?.input.handle(key) == true { return [] }
    notice = keys.refusal(of: key)
    return []
  }

  private mutating func perform(_ action: PlaygroundAction) -> [PlaygroundEffect] {
    switch action {
    case .play: isPlaying.toggle()
    case .step:
      isPlaying = false
      return [.train(.step)]
    case .epoch:
      isPlaying = false
      return [.train(.epoch)]
    case .restart: return [begin()]
    case .newWeights: return move(.seed, by: 1)
    case .pace(let step):
      pace = Pace(rawValue: pace.rawValue + step) ?? pace
      notice = "It plays \(pace.title)."
    case .focus(let step):
      let all = Focus.allCases
      let place = all.firstIndex(of: focus) ?? 0
      focus = all[(place + step + all.count) % all.count]
    case .up: return walk(across: 0, down: -1)
    case .down: return walk(across: 0, down: 1)
    case .left: return walk(across: -1, down: 0)
    case .right: return walk(across: 1, down: 0)
    case .move(let setting, let step): return move(setting, by: step)
    case .toggle(let index):
      return attempt { settings throws(PlaygroundSetting.Refusal) in
        try settings.toggling(PointFeature.allCases[index])
      }
    case .keep:
      keep(true)
      notice = "This run is kept; change something, and both are compared. C lets it go."
    case .drop: keep(false)
    case .otherRun: showsKept.toggle()
    case .test: showsTest.toggle()
    case .hard: isHard.toggle()
    case .unitInPlane: showsUnit.toggle()
    case .save: prompt = FilePrompt(saves: true, input: TextInput(Self.usualFile))
    case .open: prompt = FilePrompt(saves: false, input: TextInput())
    case .help: helpOffset = 0
    case .leave: return [.leave]
    case .close: prompt = nil
    case .confirm: return confirm()
    case .replace: if let prompt { return [.save(prompt.input.text, replaces: true)] }
    }
    return []
  }

  // MARK: - The arrow keys

  /// How far a key moves the place that is pointed at.
  private static let stride = 0.25

  private mutating func walk(across: Int, down: Int) -> [PlaygroundEffect] {
    switch focus {
    case .settings:
      if across != 0 { return move(setting, by: across) }
      setting = PlaygroundSetting(rawValue: setting.rawValue + down) ?? setting
      return []
    case .network:
      unit = clamped(UnitPlace(layer: unit.layer + across, index: unit.index + down))
      return []
    case .plane:
      return point(
        at: Place(
          x: place.x + Double(across) * Self.stride, y: place.y - Double(down) * Self.stride))
    }
  }

  /// Points at a place of the plane.
  private mutating func point(at place: Place) -> [PlaygroundEffect] {
    func inside(_ value: Double) -> Double { min(max(-Plane.reach, value), Plane.reach) }
    self.place = Place(x: inside(place.x), y: inside(place.y))
    return [.look]
  }

  private mutating func move(_ setting: PlaygroundSetting, by step: Int) -> [PlaygroundEffect] {
    self.setting = setting
    let (layer, hasOwn) = (hiddenLayer, own != nil)
    return attempt { settings throws(PlaygroundSetting.Refusal) in
      try setting.moved(settings, by: step, layer: layer, hasOwn: hasOwn)
    }
  }

  private mutating func attempt(
    _ change: (PlaygroundSettings) throws(PlaygroundSetting.Refusal) -> PlaygroundSettings
  ) -> [PlaygroundEffect] {
    do throws(PlaygroundSetting.Refusal) {
      return [self.change(to: try change(settings))]
    } catch {
      notice = error.reason.prefix(1).uppercased() + error.reason.dropFirst() + "."
      return []
    }
  }

  // MARK: - The mouse

  private mutating func update(_ mouse: MouseEvent) -> [PlaygroundEffect] {
    let layout = layout
    switch mouse.kind {
    case .press(.left):
      notice = nil
      if let row = layout.setting(at: mouse.point) {
        (focus, setting) = (.settings, row)
      } else if let found = layout.unit(at: mouse.point) {
        (focus, unit) = (.network, found)
      } else if let found = layout.place(at: mouse.point) {
        focus = .plane
        return point(at: found)
      }
    case .scrollUp, .scrollDown:
      notice = nil
      return move(setting, by: mouse.kind == .scrollUp ? 1 : -1)
    case .press, .release, .move: break
    }
    return []
  }

  // MARK: - Files

  /// The file that settings are saved in when nobody says otherwise.
  static let usualFile = "playground.json"

  private mutating func confirm() -> [PlaygroundEffect] {
    guard let prompt else { return [] }
    guard !prompt.input.isEmpty else {
      notice = "Type the name of a file."
      return []
    }
    return [prompt.saves ? .save(prompt.input.text, replaces: false) : .open(prompt.input.text)]
  }

  /// That the settings were saved, or that a file of that name is there.
  mutating func saved(as path: String, isThere: Bool) {
    if isThere {
      prompt?.isThere = true
    } else {
      prompt = nil
      notice = "Saved as \(path)."
    }
  }

  /// Takes what was read from a file.
  ///
  /// - Parameter points: The points that settings name.
  mutating func open(_ file: PlaygroundFile, points: OwnPoints? = nil) -> PlaygroundEffect {
    prompt = nil
    switch file {
    case .settings(let settings): return change(to: settings, own: points)
    case .points(let points):
      notice =
        "\(points.points.count) points of \(points.classNames.count) classes"
        + (points.isScaled ? ", scaled to −5 to 5." : ".")
      return change(to: settings.taking(points), own: points)
    }
  }

  // MARK: - Help

  /// The box of all keys, and what the colours mean.
  func help(offset: Int) -> KeyHelpBox {
    let terms: [KeyHelpRow] = [
      .heading("What is shown"),
      .term("inputs and units", "what each makes of every place: blue below 0, yellow above"),
      .term("wires", "weights: dotted below 0, drawn through above; strong ones bold"),
      .term("plane", "the class that is most probable there, and how sure the network is"),
      .term("points", "each in the light colour of its class; the test's are darker"),
      .term("loss", "cross entropy, a mean over points, without the penalty"),
    ]
    return KeyHelpBox(
      keys.helpRows + terms, offset: offset, footer: "Up Down scroll, any other key closes")
  }
}
