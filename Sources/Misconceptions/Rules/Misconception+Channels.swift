import Problems
import TensorEngine

extension Misconception {
  /// Results of layers that see several channels.
  static let channelValues: [Misconception] = [
    .init(
      "channels-averaged", .common, "the channels were averaged",
      say: "Just add what the channels give; nothing is divided."
    ) { inquiry in
      guard let channels = inquiry.channels, inquiry.asksForResult else { return [] }
      return inquiry.mapping { $0 / Double(channels) }
    },
    .init(
      "channels-kept-apart", .common, "only one channel was counted",
      say: "The filter ends with one number per place: add its channels together."
    ) { inquiry in
      guard let channels = inquiry.channels, inquiry.asksForResult else { return [] }
      return (0..<channels).flatMap { channel in
        inquiry.replacing("weight") { weight in
          Tensor(
            weight.shape,
            weight.elements.enumerated().map { position, number in
              weight.shape.index(at: position)[1] == channel ? number : 0
            })
        }
      }
    },
    .init(
      "one-sheet-for-all", .common, "the first sheet was laid on every channel",
      say: "Each channel has a sheet of its own; change sheets when you change channels."
    ) { inquiry in
      guard inquiry.channels != nil, inquiry.asksForResult else { return [] }
      return inquiry.replacing("weight") { weight in
        weight.mapIndices { index in
          var first = index
          first[1] = 0
          return first
        }
      }
    },
    .init(
      "batch-in-flatten", .common, "the images were flattened together",
      say: "Each image keeps its own row; only what is inside it is laid out."
    ) { inquiry in
      guard inquiry.isAbout("flatten"), case .length(1) = inquiry.part else { return [] }
      return inquiry.answering(number: Double(inquiry.input.shape.count))
    },
  ]
}

extension ProblemInquiry {
  /// How many channels a filter of the convolution sees; `nil` for one, and for other ops.
  fileprivate var channels: Int? {
    guard isConvolution, let weight = grid("weight"), weight.shape[1] > 1 else { return nil }
    return weight.shape[1]
  }
}
