extension MalformedProblem {
  /// Grids that are none.
  static let grids: [MalformedProblem] = [
    MalformedProblem(
      "input: 1 2 3 / 4 5\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:16",
      "input: row 2 has 2 numbers, but row 1 has 3 numbers"),
    MalformedProblem(
      "input: |\n  1 2 3\n  4 5 6\n  7 8\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "4:3",
      "input: row 3 has 2 numbers, but row 1 has 3 numbers"),
    MalformedProblem(
      "input:\n  1 2 3\n  4 5\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "3:3",
      "input: row 2 has 2 numbers, but row 1 has 3 numbers"),
    MalformedProblem(
      "input: [[1, 2], [3]]\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:17",
      "input: row 2 has 1 number, but row 1 has 2 numbers"),
    MalformedProblem(
      "input:\n  - 1 2 3\n  - 4 5\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "3:5",
      "input: row 2 has 2 numbers, but row 1 has 3 numbers"),
    MalformedProblem(
      "input: 1 2 / 3 4 ; 5 6\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:20",
      "input: plane 2 has 1×2 numbers, but plane 1 has 2×2 numbers"),
    MalformedProblem(
      "input: 1 2 / / 3 4\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:14",
      "input: a row without numbers"),
    MalformedProblem(
      "input: 1 2 / 3 4 /\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:18",
      "input: a row without numbers"),
    MalformedProblem(
      "input: / 1 2\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input: a row without numbers"),
    MalformedProblem(
      "input: 1,,2\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:10",
      "input: a number is missing before this comma"),
    MalformedProblem(
      "input: 1, 2, / 3, 4\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:12",
      "input: a number is missing after this comma"),
    MalformedProblem(
      "input: 0,5 1,5 / 2,5 3,5\nops: [relu]\n", at: "1:11",
      "input: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 2 / 0,5 1\nops: [relu]\n", at: "1:17",
      "input: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 2, 3\nops: [relu]\n", at: "1:11",
      "input: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: [[0,5 1,5], [2,5 3,5]]\nops: [relu]\n", at: "1:12",
      "input: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 2\nops: [{linear: {weight: [[1, 0]], bias: [0,5 1]}}]\n", at: "2:44",
      "linear: bias: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1\nops: [{mul: '1 0,5 2'}]\n", at: "2:17",
      "mul: other: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 1e-400\nops: [relu]\n", at: "1:10",
      "input: '1e-400' is too close to 0 to be told from it"),
    MalformedProblem(
      "input: 1\nops: [{leaky_relu: -0.1e-999}]\n", at: "2:20",
      "leaky_relu: negative_slope must be a number, but '-0.1e-999' is too close to 0 to be told from it"
    ),
    MalformedProblem(
      "input: 1 2 / 3 x\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:16",
      "input: 'x' is not a number"),
    MalformedProblem(
      "input: 1 .nan\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:10",
      "input: '.nan' is not a finite number"),
    MalformedProblem(
      "input: [1, .inf]\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:12",
      "input: '.inf' is not a finite number"),
    MalformedProblem(
      "input: 1e999 2\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input: '1e999' is too large"),
    MalformedProblem(
      "input: 0x10\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input: '0x10' is not a number"),
    MalformedProblem(
      "input: 1:30 2\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input: '1:30' is not a number"),
    MalformedProblem(
      "input: 1/ 2 3\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:11",
      "input: row 2 has 2 numbers, but row 1 has 1 number"),
    MalformedProblem(
      "input: []\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input has an empty list"),
    MalformedProblem(
      "input: {a: 1}\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "input must be a grid of numbers, but this is a set of named values"),
    MalformedProblem(
      "input: [[[[[1]]]]]\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:8",
      "conv2d takes an input of H×W, C×H×W or N×C×H×W, but this one has 5 axes"),
    MalformedProblem(
      "input:\nops:\n  - conv2d: {weight: 1 0 / 0 1}\n", at: "1:1",
      "'input' of the problem has no value"),
  ]
}
