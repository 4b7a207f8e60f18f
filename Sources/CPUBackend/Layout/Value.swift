import CKernels
import TensorEngine

/// How the numbers of a node lie in memory.
enum Form: Hashable {
  /// In row-major order, as the caller sees them.
  case rows
  /// In blocks of images that lie innermost; see ``BlockShape``.
  case blocks
  /// What a batch norm's gradient needs to know of its whole batch, beside the gradient itself.
  case sums
}

/// A node's numbers in one form; a node may have them in several.
struct Value: Hashable {
  let node: NodeID
  let form: Form
}

/// How a batch fills blocks of images: all but the last are full.
struct BlockedBatch {
  /// The images of the batch.
  let images: Int

  /// The number of blocks.
  var blocks: Int { (images + BlockShape.images - 1) / BlockShape.images }

  /// How many images of a block there are.
  ///
  /// Its other lanes are computed like any, and mean nothing: whatever adds over images leaves them
  /// out.
  func images(of block: Int) -> Int {
    min(BlockShape.images, images - block * BlockShape.images)
  }
}

/// One block of a node's value: [H][W][C][images], the images of a block side by side.
///
/// Every loop of a network then is plain arithmetic on neighbouring numbers, whatever the size of
/// its maps, and a block stays in a core's own cache from one layer to the next.
struct BlockShape: Hashable {
  /// The images of a block: as many as the C kernels have lanes.
  static var images: Int { Int(CK_LANES) }

  /// C: the planes of an image.
  let channels: Int
  /// H: the rows of a plane.
  let height: Int
  /// W: the columns of a plane.
  let width: Int

  /// The block of a value, [N, C], [N, C, L] or [N, C, H, W]; `nil` where there is no full block.
  init?(_ shape: Shape) {
    guard (2...4).contains(shape.rank), shape.count > 0, shape[0] >= Self.images else {
      return nil
    }
    channels = shape[1]
    height = shape.rank == 4 ? shape[2] : 1
    width = shape.rank > 2 ? shape[shape.rank - 1] : 1
  }

  /// The cells of a plane.
  var cells: Int { height * width }

  /// The numbers of a block.
  var count: Int { cells * channels * Self.images }
}
