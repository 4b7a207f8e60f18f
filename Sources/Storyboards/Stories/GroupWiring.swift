import TensorEngine

/// Which channels each filter of a grouped convolution reads: a row a filter, a column a channel.
struct GroupWiring: Sendable {
  private let shown: ShownTensor
  private let channelsPerGroup: Int
  private let filtersPerGroup: Int

  fileprivate init(_ shown: ShownTensor, groups: Int) {
    self.shown = shown
    filtersPerGroup = shown.layout.rows.size / groups
    channelsPerGroup = shown.layout.columns.size / groups
  }

  /// Marks on the channels that a filter reads.
  func marks(ofFilter filter: Int) -> [Mark] {
    (0..<channelsPerGroup).map { channel in
      shown.mark(
        shown.layout.offset(
          plane: 0, row: filter, column: filter / filtersPerGroup * channelsPerGroup + channel))
    }
  }

  /// The places of channels that a filter does not read.
  fileprivate var empty: [Int: CellKind] {
    let channels = shown.layout.columns.size
    return (0..<shown.layout.elementCount).reduce(into: [:]) { empty, place in
      let (filter, channel) = place.quotientAndRemainder(dividingBy: channels)
      if filter / filtersPerGroup != channel / channelsPerGroup { empty[place] = .empty }
    }
  }
}

extension Explainer {
  /// The most places of a table that tells who reads whom.
  private static let mostPlaces = 144

  /// Puts in a panel which channels each filter reads, all filters at once; `nil` where every filter
  /// reads every channel, and where they are too many.
  func showWiring(_ convolution: Convolution, in builder: inout PanelBuilder) -> GroupWiring? {
    let (filters, channels) = (result.shape[1], operands[0].shape[1])
    guard convolution.groups > 1, filters * channels <= Self.mostPlaces else { return nil }
    let shown = builder.add(
      Tensor([filters, channels], (0..<filters * channels).map { Double($0 % channels) }), of: nil,
      "who reads whom", .plain, layout: PlaneLayout([filters, channels], axes: 2),
      at: PanelPlace(band: 1, column: 0))
    builder.panels[shown.panel].isOptional = true
    builder.label(shown, rows: (0..<filters).map { "filter \($0)" })
    let wiring = GroupWiring(shown, groups: convolution.groups)
    builder.mark(shown, [wiring.empty])
    return wiring
  }
}
