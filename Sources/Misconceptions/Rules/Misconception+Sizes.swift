import ConvolutionArithmetic
import Problems

extension Misconception {
  /// Sizes of what a window leaves that is moved forward.
  static let sizes: [Misconception] = sizeFormula + sizeAxes + sizeDilation

  private static let sizeFormula: [Misconception] = [
    .init(
      "plus-one-forgotten", .often, "the + 1 was left off",
      say: "You counted the moves; the place where the window starts is a place too."
    ) { $0.forwardSizes { ($0.quotient).rounded(.down) } },
    .init(
      "padding-once", .often, "the padding was added once",
      say: "The ring goes all the way round, so each row grows on the left and on the right."
    ) { $0.forwardSizes { $0.before > 0 ? $0.with { $0.after = 0 }.places : $0.places } },
    .init(
      "padding-ignored", .often, "the padding was forgotten",
      say: "Put the ring around the picture first, then slide."
    ) { inquiry in
      guard !inquiry.isTransposed, inquiry.isPadded else { return [] }
      return inquiry.setting("padding", to: "0")
    },
    .init(
      "padded-as-output", .common, "that is the padded picture",
      say: "That is the picture with its ring; the window still has to find room on it."
    ) { inquiry in
      inquiry.isPadded ? inquiry.forwardSizes { Double($0.padded) } : []
    },
    .init(
      "stride-ignored", .often, "the stride was 1",
      say: "The window jumps here, so some of the places are skipped."
    ) { inquiry in
      guard let axes = inquiry.axes, !inquiry.isTransposed, !inquiry.isPool,
        axes.contains(where: { $0.stride > 1 })
      else { return [] }
      return inquiry.setting("stride", to: "1")
    },
    // Behind what ignores a number that is given: that is likelier than one that is made up.
    .init(
      "padding-invented", .often, "a ring was added",
      say: "Without a ring the window must stay inside the picture, so the result shrinks."
    ) { inquiry in
      guard let axes = inquiry.axes, !inquiry.isTransposed, !inquiry.isPool, !inquiry.isPadded
      else { return [] }
      let rings = axes.map { String($0.reach / 2) }
      return inquiry.setting("padding", to: rings.joined(separator: ", "))
    },
    .init(
      "size-over-stride", .common, "the size was only divided by the stride",
      say: "Dividing is only part of it; the window needs its own width before it can start."
    ) { inquiry in
      inquiry.isStrided
        ? inquiry.forwardSizes { (Double($0.input) / Double($0.stride)).rounded(.up) } : []
    },
    .init(
      "rounded-up", .often, "it was rounded up",
      say: "The last jump would hang over the edge, so that window is left out."
    ) { inquiry in
      inquiry.isPool ? [] : inquiry.forwardSizes { $0.quotient.rounded(.up) + 1 }
    },
    .init(
      "fraction-kept", .common, "a fraction was kept",
      say: "There is no part of a window; only whole ones count."
    ) { $0.forwardSizes { $0.quotient + 1 } },
    .init(
      "plus-one-before-dividing", .common, "the + 1 stood inside the fraction",
      say: "Divide the way into jumps first, and add the starting place at the end."
    ) { $0.forwardSizes { ((Double($0.way) + 1) / Double($0.stride)).rounded(.down) } },
    .init(
      "volume-in-formula", .seldom, "whole areas went into the formula",
      say: "The rule is for one edge; take each edge by itself and multiply at the end."
    ) { inquiry in
      guard inquiry.part == .count, let axes = inquiry.axes, axes.count == 2 else { return [] }
      let (rows, columns) = (axes[0], axes[1])
      let way = rows.padded * columns.padded - rows.kernel * columns.kernel
      return inquiry.answering(number: Double(way) / Double(rows.stride) + 1)
    },
  ]

  private static let sizeAxes: [Misconception] = [
    .init(
      "axes-swapped", .common, "rows and columns were exchanged",
      say: "Rows come first here: the first number says how tall, the second how wide."
    ) { inquiry in
      guard let axes = inquiry.axes, axes.count == 2, axes[0] != axes[1] else { return [] }
      var position = 0
      let windows = inquiry.forwardSizes { axis in
        defer { position += 1 }
        return axes[1 - position].with { $0.input = axis.input }.places
      }
      position = 0
      let result = inquiry.forwardSizes { _ in
        defer { position += 1 }
        return axes[1 - position].places
      }
      return windows + result
    },
    .init(
      "first-axis-for-both", .common, "the first number was used for both axes",
      say: "Down and across have numbers of their own here; look at the second one as well."
    ) { inquiry in
      guard let first = inquiry.axes?.first else { return [] }
      return [
        inquiry.forwardSizes { $0.with { $0.stride = first.stride }.places },
        inquiry.forwardSizes { $0.with { $0.kernel = first.kernel }.places },
        inquiry.forwardSizes { $0.with { $0.dilation = first.dilation }.places },
        inquiry.forwardSizes {
          $0.with { ($0.before, $0.after) = (first.before, first.after) }.places
        },
      ].flatMap { $0 }
    },
    .init(
      "same-keeps-size", .common, "the size was kept in spite of the stride",
      say: "“Same” promises that only when the window moves by one; jumps still skip places."
    ) { inquiry in
      guard inquiry.isStrided, inquiry.isPadded else { return [] }
      return inquiry.forwardSizes {
        $0.before + $0.after == $0.reach - 1 ? Double($0.input) : nil
      }
    },
    .init(
      "same-even-kernel", .common, "an even kernel got half of itself on both sides",
      say: "An even window needs an odd number of zeros in all, so one side gets one more."
    ) { inquiry in
      guard case .padding(.rule(.same)) = inquiry.argument("padding") else { return [] }
      return inquiry.forwardSizes { axis in
        axis.with { ($0.before, $0.after) = (axis.kernel / 2, axis.kernel / 2) }.places
      }
    },
    .init(
      "layer-skipped", .often, "a layer was left out",
      say: "Walk through every layer in turn; the one left out changes the size as well."
    ) { $0.skippingLayers() },
    .init(
      "printed-size-trusted", .seldom, "the printed size was taken over",
      say: "A famous paper prints 55; that needs 227. Trust your own count."
    ) { inquiry in
      // AlexNet's first layer, as the paper has it: 224 cells, 11 taps, steps of 4, and a result of 55.
      inquiry.forwardSizes { axis in
        axis == SlidingAxis(input: 224, kernel: 11, stride: 4) ? 55 : nil
      }
    },
  ]

  private static let sizeDilation: [Misconception] = [
    .init(
      "dilation-ignored", .often, "the gaps were ignored",
      say: "The cells of the kernel are spread out, so together they span more."
    ) { inquiry in
      guard inquiry.isDilated, !inquiry.isTransposed else { return [] }
      return inquiry.setting("dilation", to: "1")
    },
    .init(
      "dilation-as-gap", .often, "the dilation was taken for the cells in between",
      say: "The number is the step from cell to cell; one less is skipped in between."
    ) { inquiry in
      guard inquiry.isDilated, let axes = inquiry.axes else { return [] }
      let steps = axes.map { String($0.dilation + 1) }
      return inquiry.setting("dilation", to: steps.joined(separator: ", "))
    },
    .init(
      "span-from-k", .common, "the posts were counted, not the gaps",
      say: "Count the gaps, not the posts: three posts have two gaps between them."
    ) { inquiry in
      guard inquiry.isDilated else { return [] }
      return inquiry.forwardSizes { axis in
        let span = axis.kernel * (axis.dilation - 1) + 1
        guard axis.padded >= span else { return nil }
        return (Double(axis.padded - span) / Double(axis.stride)).rounded(.down) + 1
      }
    },
  ]
}

extension SlidingAxis {
  /// How often the window can be moved, not rounded.
  fileprivate var quotient: Double { Double(way) / Double(stride) }
}

extension ProblemInquiry {
  /// Whether the op is a pool.
  var isPool: Bool { operation.name.contains("pool") && !operation.name.contains("unpool") }

  /// Whether there is any padding.
  var isPadded: Bool { axes?.contains { $0.before + $0.after > 0 } ?? false }

  /// Whether the window jumps.
  var isStrided: Bool { axes?.contains { $0.stride > 1 } ?? false }

  /// Whether there are gaps in the kernel.
  var isDilated: Bool { axes?.contains { $0.dilation > 1 } ?? false }

  /// Sizes where a window is moved forward, as in all windowed ops but transposed convolutions.
  func forwardSizes(_ length: (SlidingAxis) -> Double?) -> [WrongAnswer] {
    isTransposed ? [] : sizes(length)
  }

  /// What the last op gives where one of the ops with a window is left out.
  fileprivate func skippingLayers() -> [WrongAnswer] {
    let steps = solved.problem.steps
    guard case .value(.operation(let last)) = value, last == steps.count - 1, steps.count > 1 else {
      return []
    }
    let graph = solved.problem.graph
    let windowed = steps.filter { step in step.nodes.contains { graph[$0].op.windows != nil } }
    return windowed.flatMap { step -> [WrongAnswer] in
      let edit = ProblemEdit.remove(operation: step.index)
      guard let left = solved(with: [edit]), let answer = part.of(left.output) else { return [] }
      return [WrongAnswer(answer, instead: [edit])]
    }
  }
}
