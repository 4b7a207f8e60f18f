extension Misconception {
  /// How far a result sees.
  static let receptiveFields: [Misconception] = [
    .init(
      seeing: "kernels-added", .common, "the kernels were added up",
      say:
        "Windows overlap: a later layer adds k − 1 steps, as wide as the strides before make them."
    ) { stack in
      Double(stack.windows.reduce(0) { $0 + $1.effectiveKernelSize })
    },
    .init(
      seeing: "field-without-stride", .often, "the strides before were ignored",
      say: "After a stride one step is several pixels wide, so later windows reach further."
    ) { stack in
      Double(stack.windows.reduce(1) { $0 + $1.effectiveKernelSize - 1 })
    },
    .init(
      seeing: "last-stride-only", .common, "only the stride just before was used",
      say: "Strides multiply: two halvings make one step four pixels wide."
    ) { stack in
      let strides = [1] + stack.windows.map(\.stride)
      return Double(
        zip(stack.windows, strides).reduce(1) { $0 + ($1.0.effectiveKernelSize - 1) * $1.1 })
    },
    .init(
      seeing: "field-without-dilation", .common, "the gaps were ignored",
      say: "A spread-out window reaches further, so it adds more."
    ) { stack in
      var (size, jump) = (1, 1)
      for window in stack.windows {
        size += (window.kernelSize - 1) * jump
        jump *= window.stride
      }
      return Double(size)
    },
  ]
}
