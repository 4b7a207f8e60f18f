extension MalformedProblem {
  /// Files that are no problem, or no YAML.
  static let files: [MalformedProblem] = [
    MalformedProblem("# nothing\n", at: "", "the file holds nothing but comments"),
    MalformedProblem(
      "hello\n", at: "1:1",
      "a problem must be a set of named values, but this is 'hello'"),
    MalformedProblem(
      "- 1\n- 2\n", at: "1:1",
      "a problem must be a set of named values, but this is a list"),
    MalformedProblem("ops: [relu]\n", at: "1:1", "the problem has no 'input'"),
    MalformedProblem("input: 1 2\n", at: "1:1", "the problem has no 'ops'"),
    MalformedProblem("input: 1 2\nops:\n", at: "2:1", "'ops' of the problem has no value"),
    MalformedProblem("input: 1 2\nops: []\n", at: "2:6", "the list of ops is empty"),
    MalformedProblem("input: 1 2\nopps: [relu]\n", at: "2:1", "a problem has no 'opps'"),
    MalformedProblem("input: 1 2\nops: [relu]\nextra: 1\n", at: "3:1", "a problem has no 'extra'"),
    MalformedProblem(
      "input: 1 2\nops:\n\t- relu\n", at: "3:1",
      "there is a tab where YAML wants spaces"),
    MalformedProblem("input: 1 2: 3\nops: [relu]\n", at: "1:11", "a ':' that does not belong here"),
    MalformedProblem("input: [[1, 2], [3, 4]\nops: [relu]\n", at: "2:1", "a list is not closed"),
    MalformedProblem("input: 1\nops:\n  - conv2d: {weight: 1\n", at: "4:1", "a '{' is not closed"),
    MalformedProblem("input: \"1 2\nops: [relu]\n", at: "3:1", "a quoted text is not closed"),
    MalformedProblem(
      "input: 1 2\ninput: 3 4\nops: [relu]\n", at: "2:1",
      "'input' is given more than once"),
    MalformedProblem(
      "input: 1 2\nops: [relu]\n---\ninput: 1\n", at: "3:1",
      "the file holds several documents"),
    MalformedProblem("input 1 2\nops: [relu]\n", at: "1:1", "a name without ':' after it"),
    MalformedProblem("input: @1\nops: [relu]\n", at: "1:8", "this character cannot start a value"),
    MalformedProblem(
      "input: *x\nops: [relu]\n", at: "1:8",
      "this alias (*name) has no anchor (&name) before it"),
    MalformedProblem(
      "input: * 1\nops: [relu]\n", at: "1:9",
      "'*' or '&' at the start of a text means an alias"),
    MalformedProblem(
      "input: !!binary aaaa\nops: [relu]\n", at: "1:8",
      "YAML tags such as 'tag:yaml.org,2002:binary' are not read here"),
    MalformedProblem(
      "input: &a [*a]\nops: [relu]\n", at: "1:12",
      "this alias (*name) has no anchor (&name) before it"),
    MalformedProblem("input: 1\n[a]: 2\n", at: "2:1", "the name of a value must be a word"),
    MalformedProblem("input: 1 2\n3: 4\nops: [relu]\n", at: "2:1", "a problem has no '3'"),
    MalformedProblem("input: on\nops: [relu]\n", at: "1:8", "input: 'on' is not a number"),
    MalformedProblem("input: 1 2 / 3 😀\nops: [relu]\n", at: "1:16", "input: '😀' is not a number"),
    MalformedProblem(
      "input: \"1\\t2 / 3 x\"\nops: [relu]\n", at: "1:8",
      "input: 'x' is not a number"),
  ]
}
