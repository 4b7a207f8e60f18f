import CKernels
import TensorEngine

/// Ops that treat every number alike, and ops that move channels.
extension BlockKernelMaker {
  func pointwise(_ op: Op, _ operands: [NodeID], result: NodeID) -> BlockKernel {
    let x = blocks(operands[0])
    let y = blocks(result)
    let count = y.shape.count
    switch op {
    case .unary(.relu):
      return BlockKernel { [kernels] block, _ in kernels.relu(x(block), count, y(block)) }
    case .unary(.tanh):
      return BlockKernel { [kernels] block, _ in kernels.tanh(x(block), count, y(block)) }
    case .unaryGradient(.relu):
      let upstream = blocks(operands[1])
      return BlockKernel { [kernels] block, _ in
        kernels.relu_gradient(x(block), upstream(block), count, y(block))
      }
    case .binary(.add):
      let other = blocks(operands[1])
      return BlockKernel { [kernels] block, _ in
        kernels.add(x(block), other(block), count, y(block))
      }
    default:
      return general(op, operands, result: result)
    }
  }

  func tanhGradient(tangent: NodeID, upstream: NodeID, result: NodeID) -> BlockKernel {
    let (y, dy, dx) = (blocks(tangent), blocks(upstream), blocks(result))
    return BlockKernel { [kernels] block, _ in
      kernels.tanh_gradient(y(block), dy(block), dx.shape.count, dx(block))
    }
  }

  /// The row-major kernel of an op that does not ask where a number stands, made once for each
  /// block.
  private func general(_ op: Op, _ operands: [NodeID], result: NodeID) -> BlockKernel {
    let places = operands.map(blocks)
    let y = blocks(result)
    let shape: Shape = [y.shape.count]
    let maker = KernelMaker(pool: .shared(threads: 1), scratch: Scratch(workers: 1))
    let kernels = (0..<batch(result).blocks).map { block in
      maker.kernel(
        op, places.map { Operand(pointer: UnsafePointer($0(block)), shape: shape) },
        Destination(pointer: y(block), shape: shape))
    }
    return BlockKernel { block, _ in kernels[block]?() }
  }

  func concat(_ operands: [NodeID], result: NodeID) -> BlockKernel {
    let y = blocks(result)
    var start = 0
    let parts = operands.map { id in
      let place = blocks(id)
      defer { start += place.shape.channels }
      return (place, start)
    }
    return BlockKernel { block, _ in
      for (x, start) in parts {
        copyChannels(
          from: x(block), x.shape.channels, start: 0, to: y(block), y.shape.channels, start: start,
          count: x.shape.channels, cells: y.shape.cells)
      }
    }
  }

  func slice(x: NodeID, from start: Int, result: NodeID) -> BlockKernel {
    let (x, y) = (blocks(x), blocks(result))
    return BlockKernel { block, _ in
      copyChannels(
        from: x(block), x.shape.channels, start: start, to: y(block), y.shape.channels, start: 0,
        count: y.shape.channels, cells: y.shape.cells)
    }
  }

  /// The mask is that of the number's place in row-major order.
  func dropout(_ mask: DropoutMask, x: NodeID, step: NodeID?, result: NodeID) -> BlockKernel {
    let (x, y) = (blocks(x), blocks(result))
    let number = step.map { UnsafePointer(rows($0)) }
    let scale = Float(mask.scale)
    let (shape, images) = (y.shape, BlockShape.images)
    return BlockKernel { block, _ in
      let mask = number.map { mask.atStep($0.pointee) } ?? mask
      var (from, to) = (x(block), y(block))
      for cell in 0..<shape.cells {
        for channel in 0..<shape.channels {
          for image in 0..<images {
            let plane = (block * images + image) * shape.channels + channel
            to[image] = mask.keeps(plane * shape.cells + cell) ? from[image] * scale : 0
          }
          from += images
          to += images
        }
      }
    }
  }
}

/// Copies neighbouring channels of every cell from one block to another.
private func copyChannels(
  from x: UnsafeMutablePointer<Float>, _ xChannels: Int, start xStart: Int,
  to y: UnsafeMutablePointer<Float>, _ yChannels: Int, start yStart: Int, count: Int, cells: Int
) {
  let images = BlockShape.images
  for cell in 0..<cells {
    (y + (cell * yChannels + yStart) * images)
      .update(from: x + (cell * xChannels + xStart) * images, count: count * images)
  }
}
