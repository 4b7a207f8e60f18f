extension OperationSchema {
  /// A small problem that shows the op at work, written as on a command line: where the lab begins.
  ///
  /// The ops before the last one are what it needs, such as the pool before its unpooling.
  public var example: (input: String, operations: String) {
    Self.examples[name] ?? (Self.image, name)
  }

  private static let image = "3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2 / 2 0 0 0 1"
  private static let small = "1 2 0 / 3 -1 2 / 0 1 4"
  private static let row = "2 -1 0 3 1"
  private static let scores = "2 1 0 / 0 3 -1"

  private static let examples: [String: (input: String, operations: String)] = [
    "conv1d": (row, "conv1d 1,0,-1"), "conv2d": (image, "conv2d 0,1,2/2,2,0/0,1,2"),
    "conv_transpose1d": ("1 2 3", "conv_transpose1d 1,2,1 stride=2"),
    "conv_transpose2d": ("1 2 / 3 4", "conv_transpose2d 1,2,3/4,5,6/7,8,9 stride=2"),
    "unfold": (small, "unfold 2"),
    "fold": ("1 2 3 4 / 5 6 7 8 / 1 0 1 0 / 2 2 2 2", "fold 3 kernel_size=2"),
    "max_pool1d": (row, "max_pool1d 2"), "max_pool2d": (image, "max_pool2d 2 stride=1"),
    "avg_pool1d": (row, "avg_pool1d 2"), "avg_pool2d": (image, "avg_pool2d 2 stride=1"),
    "adaptive_avg_pool2d": (image, "adaptive_avg_pool2d 2"),
    "max_unpool2d": ("1 2 5 3 / 4 0 1 2 / 6 1 0 1 / 2 3 2 7", "max_pool2d 2 | max_unpool2d"),
    "linear": ("1 2 -1", "linear 1,0,2/0,-1,1 bias=1,0"), "matmul": ("1 2 / 3 4", "matmul 1 0/2 1"),
    "add": (small, "add 1 0 1/0 1 0/1 0 1"), "mul": (small, "mul 2"),
    "concat": ("1 2 / 3 4", "concat other=5,6/7,8"), "relu": (small, "relu"),
    "leaky_relu": (small, "leaky_relu"), "prelu": (small, "prelu 0.25"), "elu": (small, "elu"),
    "step": (small, "step"), "sigmoid": (small, "sigmoid"), "softplus": (small, "softplus"),
    "tanh": (small, "tanh"),
    "softmax": (scores, "softmax"), "log_softmax": (scores, "log_softmax"),
    "cross_entropy": (scores, "cross_entropy target=0,1"),
    "nll_loss": (scores, "log_softmax | nll_loss target=0,1"),
    "mse_loss": ("1 2 3", "mse_loss target=1,1,5"),
    "batch_norm": ("2 4 / 4 5", "batch_norm training=true"),
    "batch_norm1d": ("2 4 / 4 6", "batch_norm1d training=true"), "dropout": (small, "dropout"),
    "sgd": ("4 -2", "sgd grad=8,-4 lr=0.25 momentum=0.5 momentum_buffer=2,1"),
    "adam": ("4 -2", "adam grad=8,-4 lr=0.1"),
    "local_response_norm": ("1 2 / 3 4 ; 0 1 / 2 0 ; 2 2 / 1 1", "local_response_norm size=3"),
    "pad": (small, "pad padding=1"), "flatten": ("1 2 / 3 4", "flatten"),
    "reshape": ("1 2 / 3 4", "reshape [1, 4]"), "transpose": ("1 2 / 3 4", "transpose"),
    "upsample": ("1 2 / 3 4", "upsample scale_factor=2"),
  ]
}
