import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// Lays every window out as a column: [N, C, S] → [N, C·K, positions].
  func unfold(_ windows: [SlidingWindow], _ x: Operand, _ result: Destination) -> Kernel {
    let input = Planes(x.shape)
    let gather = channelGather(windows, input)
    let columns = gather.rows * gather.positions
    return { [pool] in
      pool.forEachRange(of: input.planes, workPerItem: columns) { planes in
        for plane in planes {
          gather.gather(
            from: x.pointer + plane * input.area,
            resultRows: 0..<gather.vertical.resultSize, into: result.pointer + plane * columns)
        }
      }
    }
  }

  /// Adds columns back at their windows' places: [N, C·K, positions] → [N, C, S].
  func fold(_ windows: [SlidingWindow], _ x: Operand, _ result: Destination) -> Kernel {
    let output = Planes(result.shape)
    let gather = channelGather(windows, output)
    let columns = gather.rows * gather.positions
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: columns) { planes in
        for plane in planes {
          let cells = result.pointer + plane * output.area
          cells.fill(0, count: output.area)
          gather.scatter(
            x.pointer + plane * columns, resultRows: 0..<gather.vertical.resultSize,
            addingTo: cells)
        }
      }
    }
  }

  /// The gathering of a single channel; the rows of the channels follow each other.
  private func channelGather(_ windows: [SlidingWindow], _ image: Planes) -> TapGather {
    func axis(_ window: SlidingWindow, _ size: Int) -> TapAxis {
      // Shape inference has asked for the same size.
      // swift-format-ignore: NeverUseForceTry
      let outputs = try! window.outputSize(forInputSize: size)
      return TapAxis(window: window, inputSize: size, outputSize: outputs)
    }
    let windows = PlaneWindows(windows)
    return TapGather(
      channels: 1, vertical: axis(windows.vertical, image.height),
      horizontal: axis(windows.horizontal, image.width))
  }
}
