import Testing

@testable import Problems

struct CommandLineTests {
  private func message(input: String = "1 2 / 3 4", _ operations: String) -> String? {
    do throws(Diagnostic) {
      _ = try Problem(input: input, operations: operations).built()
      return nil
    } catch {
      return error.headline
    }
  }

  @Test(arguments: [
    "relu", " relu ", "relu|tanh", "max_pool2d 2", "max_pool2d kernel_size=2 stride=1",
    "max_pool2d 2 stride=1", "max_pool2d [2, 2]", "conv2d weight=1,0/0,1 stride=1 | relu",
    "conv2d 1 0 / 0 1 stride=1", "conv2d weight = 1 0 / 0 1", "add other=[[1,2],[3,4]]",
    "conv2d weight=1;;2 padding=same", "add from=input", "pad [1, 1, 0, 0] mode=circular",
    "relu\n| tanh",
  ])
  func `the one-line form is read`(operations: String) {
    #expect(message(operations) == nil)
  }

  @Test(arguments: [
    ("", "--ops:1:1: error: an op is missing here"),
    ("relu |", "--ops:1:7: error: an op is missing here"),
    ("relu || tanh", "--ops:1:7: error: an op is missing here"),
    ("conv2s 1", "--ops:1:1: error: there is no op 'conv2s'"),
    ("conv2d 1 strid=2", "--ops:1:10: error: conv2d has no parameter 'strid'"),
    (
      "relu | max_pool2d 3",
      "--ops:1:8: error: max_pool2d, vertically: kernel 3 > 2: the kernel is larger than its input"
    ),
    ("conv2d 1 0 / 0 x", "--ops:1:16: error: conv2d: weight: 'x' is not a number"),
    (
      "conv2d 1 0 / 0",
      "--ops:1:14: error: conv2d: weight: row 2 has 1 number, but row 1 has 2 numbers"
    ),
    ("conv2d 1 weight=1", "--ops:1:8: error: conv2d: weight is given twice, once without its name"),
    ("conv2d weight=1 weight=2", "--ops:1:17: error: 'weight' is given more than once"),
    ("relu 3", "--ops:1:6: error: relu takes no parameters, but it is given '3'"),
    ("relu, tanh", "--ops:1:5: error: relu takes no parameters, but it is given ', tanh'"),
    ("add [[1, 2], [3, 4]", "--ops:1:5: error: a list is not closed"),
    ("add [[[[[1]]]]]", "--ops:1:9: error: lists are nested more than 4 deep"),
    ("add [1 2][3]", "--ops:1:10: error: text after the closing ']'"),
    ("conv2d stride=", "--ops:1:8: error: conv2d: stride has no value"),
  ])
  func `a slip in it is pointed at`(operations: String, headline: String) {
    #expect(message(operations) == headline)
  }

  @Test func `the input is pointed at under its own name`() {
    #expect(
      message(input: "1 2/3", "relu")
        == "--input:1:5: error: input: row 2 has 1 number, but row 1 has 2 numbers")
    #expect(message(input: "", "relu") == "--input:1:1: error: input has no value")
    #expect(message(input: "[[1, 2], [3, 4]]", "relu") == nil)
    #expect(
      message(input: "[[1, 2], [3]]", "relu")
        == "--input:1:10: error: input: row 2 has 1 number, but row 1 has 2 numbers")
  }
}
