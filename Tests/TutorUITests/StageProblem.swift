import Problems
import TensorEngine
import Testing

/// Small problems: each op, in the variants that look different on a stage.
struct StageProblem: CustomStringConvertible, CustomTestStringConvertible {
  let testDescription: String
  var description: String { testDescription }
  private let yaml: String

  private init(_ name: String, _ input: String, _ ops: String, upstream: String? = "1") {
    testDescription = name
    let gradient = upstream.map { "upstream: \($0)\n" } ?? ""
    yaml = "input: \(input)\nops: [\(ops)]\n\(gradient)"
  }

  /// Its values, gradients included.
  func solved() throws -> SolvedProblem {
    let problem = try Problem(SourceFile(path: testDescription, text: yaml))
    return try SolvedProblem(
      running: problem.built(withGradients: true), on: ReferenceBackend<Double>())
  }

  private static let square = "1 2 0 3 / 0 1 2 1 / 2 1 0 1 / 1 0 2 2"
  private static let signed = "-2 -0.5 0 / 0.5 1 3"
  private static let small = "1 2 / 3 4"
  private static let pooled = "1 3 3 0 / 2 3 1 1 / 0 1 2 5 / 4 1 2 2"
  private static let pooled5 = "1 3 3 0 2 / 2 3 1 1 0 / 0 1 2 5 1 / 4 1 2 2 0 / 1 0 3 1 2"

  static let all: [StageProblem] = [
    StageProblem("act_elu", signed, "elu", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_leaky_relu", signed, "leaky_relu", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_prelu", signed, "{prelu: 0.25}"),
    StageProblem("act_relu", signed, "relu", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_sigmoid", signed, "sigmoid", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_softplus", signed, "softplus", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_step", signed, "step", upstream: "1 2 1 / -1 1 2"),
    StageProblem("act_tanh", signed, "tanh", upstream: "1 2 1 / -1 1 2"),
    StageProblem("adam", "1 2 -1", "{adam: {grad: 0.5 1 -2, lr: 0.1}}", upstream: nil),
    StageProblem("adapt", pooled5, "{adaptive_avg_pool2d: 3}"),
    StageProblem("add", small, "{conv2d: {weight: 2}}, {add: {from: input}}, relu"),
    StageProblem("addb", "1 2 3 / 3 4 5", "{add: {other: 1 0 -1}}"),
    StageProblem(
      "avgpool", pooled,
      "{avg_pool2d: {kernel_size: 3, stride: 2, padding: 1, " + "count_include_pad: false}}"),
    StageProblem("avgpool1", "1 3 3 0 2 4", "{avg_pool1d: {kernel_size: 2}}"),
    StageProblem(
      "bn1d", "1 2 3 / 3 0 1 / 2 4 -1 / 0 2 1", "{batch_norm1d: {weight: 2 1 1}}",
      upstream: "1 0 0 / 0 1 0 / 0 0 1 / 1 1 1"),
    StageProblem(
      "bneval", "1 2 / 3 6 ; 0 1 / 1 2",
      "{batch_norm: {weight: 2 1, bias: 1 0, running_mean: 2 1, running_var: " + "4 1}}"),
    StageProblem(
      "bnrun", "1 2 / 3 6 ; 0 1 / 1 2",
      "{batch_norm: {running_mean: 2 1, running_var: 4 1, training: true}}"),
    StageProblem(
      "bntrain", "1 2 / 3 6 ; 0 1 / 1 2", "{batch_norm: {weight: 2 1, bias: 1 0}}",
      upstream: "1 0 / 0 0 ; 0 1 / 1 0"),
    StageProblem(
      "c1circ", "1 2 0 3 4", "{conv1d: {weight: 1 2 -1, padding: 1, padding_mode: circular}}"),
    StageProblem(
      "c1zero", "1 2 0 3 -1 2 1", "{conv1d: {weight: 1 0 -2, bias: 1, stride: 2, padding: 1}}",
      upstream: "1 2 -1 1"),
    StageProblem(
      "c2circular", square,
      "{conv2d: {weight: 1 0 -1 / 2 1 -2 / 1 0 -1, padding: 1, padding_mode: " + "circular}}"),
    StageProblem(
      "c2depth", "1 2 0 / 0 1 2 / 2 1 0 ; 0 1 1 / 1 0 1 / 1 1 0 ; 1 1 2 / 0 0 1 / 2 1 1",
      "{conv2d: {weight: 1 0 / 0 1 ;; 0 2 / 1 0 ;; 1 1 / -1 0, groups: 3}}"),
    StageProblem(
      "c2dil2ch",
      "1 2 0 3 1 / 0 1 2 1 0 / 2 1 0 1 3 / 1 0 2 2 1 / 3 1 1 0 2 ; 0 1 1 0 2 "
        + "/ 1 0 1 1 0 / 1 1 0 2 1 / 0 2 1 0 1 / 2 0 1 1 0",
      "{conv2d: {weight: 1 -1 / 2 0 ; 0 1 / 1 -2, bias: 1, stride: 2, "
        + "padding: 1, dilation: 2}}"),
    StageProblem(
      "c2filters",
      "1 2 0 3 / 0 1 2 1 / 2 1 0 1 / 1 0 2 2 ; 0 1 1 0 / 1 0 1 1 / 1 1 0 2 / " + "0 2 1 0",
      "{conv2d: {weight: 1 0 / 0 1 ; 0 2 / 1 0 ;; 1 1 / 0 1 ; 2 0 / 0 -1, " + "bias: 1 -1}}"),
    StageProblem("c2flip", square, "{conv2d: {weight: 1 2 3 / 0 1 0 / -1 0 2, flip: true}}"),
    StageProblem(
      "c2groups",
      "1 2 0 / 0 1 2 / 2 1 0 ; 0 1 1 / 1 0 1 / 1 1 0 ; 1 1 2 / 0 0 1 / 2 1 1 "
        + "; 2 0 1 / 1 1 0 / 0 1 2",
      "{conv2d: {weight: 1 0 / 0 1 ; 0 2 / 1 0 ;; 1 1 / 0 1 ; 2 0 / 0 -1, "
        + "groups: 2, bias: 1 -1}}"),
    StageProblem(
      "c2reflect", square,
      "{conv2d: {weight: 1 0 -1 / 2 1 -2 / 1 0 -1, padding: 1, padding_mode: " + "reflect}}"),
    StageProblem(
      "c2replicate", square,
      "{conv2d: {weight: 1 0 -1 / 2 1 -2 / 1 0 -1, padding: 1, padding_mode: " + "replicate}}"),
    StageProblem(
      "c2zero", "1 2 0 3 1 / 0 1 2 1 0 / 2 1 0 1 3 / 1 0 2 2 1 / 3 1 1 0 2",
      "{conv2d: {weight: 1 0 -1 / 2 0 -2 / 1 0 -1, bias: 1, stride: 2, " + "padding: 1}}",
      upstream: "1 2 0 / 0 1 -1 / 1 0 1"),
    StageProblem("ce", "2 1 0.1 / 0 3 -1", "{cross_entropy: {target: 0 1}}"),
    StageProblem("cesmooth", "2 1 0.1", "{cross_entropy: {target: 0, label_smoothing: 0.1}}"),
    StageProblem(
      "chain", "1 2 3 4 5 / 2 2 1 1 1 / 3 2 1 1 1 / 4 1 1 1 1 / 5 1 1 1 1",
      "{conv2d: {weight: 0 -1 / 1 1}}, relu, {max_pool2d: 2}"),
    StageProblem("concat", small, "{concat: {other: 5 6 / 7 8, dim: 1}}"),
    StageProblem("dropout", "1 2 3 4 / 5 6 7 8", "{dropout: {p: 0.25, mask: 1 0 1 1 / 1 1 0 1}}"),
    StageProblem(
      "fold", "1 2 3 4 / 5 6 7 8 / 1 0 1 0 / 2 1 2 1", "{fold: {output_size: 3, kernel_size: 2}}"),
    StageProblem(
      "linear", "1 2 -1 / 0 1 3", "{linear: {weight: 1 0 2 / -1 1 0, bias: 1 -1}}",
      upstream: "1 0 / 2 1"),
    StageProblem("logsoftmax", "2 1 0.1 -1", "log_softmax", upstream: "0 1 0 0"),
    StageProblem(
      "lrn", "1 2 / 3 6 ; 0 1 / 1 2 ; 2 2 / 0 1 ; 1 -1 / 2 0",
      "{local_response_norm: {size: 3, alpha: 1, beta: 0.75, k: 1}}"),
    StageProblem("matmul", "1 2 -1 / 0 1 3", "{matmul: {other: 1 0 / 2 1 / 0 -1}}"),
    StageProblem("maxpool", pooled, "{max_pool2d: 2}", upstream: "1 2 / 3 4"),
    StageProblem("maxpool1", "1 3 3 0 2 4 1", "{max_pool1d: {kernel_size: 3, stride: 2}}"),
    StageProblem(
      "maxpoolp", pooled5,
      "{max_pool2d: {kernel_size: 3, stride: 2, padding: 1, return_indices: " + "true}}"),
    StageProblem(
      "mlp", "1 -2",
      "{linear: {weight: 1 0.5 / -1 1 / 2 1, bias: 0 1 0.5}}, sigmoid, "
        + "{linear: {weight: 1 -1 2, bias: 0.5}}, {mse_loss: {target: 1}}"),
    StageProblem("mse", "1 2 3 / 0 -1 2", "{mse_loss: {target: 1 1 1 / 1 1 1}}"),
    StageProblem("mul", small, "{mul: {other: 2 0 / -1 3}}"),
    StageProblem("nll", "2 1 0.1 / 0 3 -1", "log_softmax, {nll_loss: {target: 0 1}}"),
    StageProblem(
      "pad", "1 2 3 / 4 5 6", "{pad: {padding: [1, 0, 2, 1], mode: constant, value: 7}}"),
    StageProblem("padrefl", "1 2 3 / 4 5 6", "{pad: {padding: 1, mode: reflect}}"),
    StageProblem(
      "reshape", "1 2 3 / 4 5 6 ; 7 8 9 / 1 0 1",
      "flatten, {reshape: {shape: [3, 4]}}, {transpose: {}}"),
    StageProblem(
      "sgd", "1 2 -1",
      "{sgd: {grad: 0.5 1 -2, lr: 0.1, momentum: 0.9, momentum_buffer: 1 0 " + "1}}", upstream: nil),
    StageProblem("softmax", "2 1 0.1 -1", "softmax", upstream: "1 0 0 0"),
    StageProblem(
      "t1", "1 2 3",
      "{conv_transpose1d: {weight: 1 2 -1, stride: 2, padding: 1, " + "output_padding: 1}}"),
    StageProblem(
      "t2", small,
      "{conv_transpose2d: {weight: 1 2 0 / 0 1 3 / 2 0 -1, bias: 1, stride: "
        + "2, padding: 1, output_padding: 1}}"),
    StageProblem(
      "t2ch", "1 2 / 3 4 ; 0 1 / -1 2",
      "{conv_transpose2d: {weight: 1 2 / 0 1 ;; 1 0 / 2 1, stride: 2}}"),
    StageProblem(
      "t2dil", "1 2 / 3 -1", "{conv_transpose2d: {weight: 1 2 / 3 1, stride: 2, dilation: 2}}"),
    StageProblem(
      "thresh", "0 0 / 0 1 / 1 0 / 1 1", "{linear: {weight: 1 1, bias: -1.5}}, step", upstream: nil),
    StageProblem("unfold", square, "{unfold: {kernel_size: 3, stride: 1}}"),
    StageProblem(
      "unpool", pooled, "{max_pool2d: 2}, {mul: 2}, max_unpool2d",
      upstream: "1 0 2 0 / 1 3 0 1 / 0 1 2 5 / 1 1 2 0"),
    StageProblem("upbil", small, "{upsample: {scale_factor: 2, mode: bilinear}}"),
    StageProblem("uplin", "1 2 4", "{upsample: {scale_factor: 2, mode: linear}}"),
    StageProblem("upnear", small, "{upsample: {scale_factor: 2}}"),
    StageProblem(
      "xor", "0 0 / 0 1 / 1 0 / 1 1",
      "{linear: {weight: 1 1 / 1 1, bias: -0.5 -1.5}}, step, {linear: "
        + "{weight: 1 -2, bias: -0.5}}, step", upstream: nil),
  ]
}
