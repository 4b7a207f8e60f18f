import Foundation

/// The JSON Schema of problem files, made from the vocabulary.
public enum ProblemSchema {
  /// The schema as it is kept in `Documentation/Schemas`.
  ///
  /// - Throws: Nothing, as long as the schema holds what JSON can say.
  public static func text() throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static var schema: [String: Any] {
    var definitions: [String: Any] = shared
    var operations: [String: Any] = [:]
    for operation in OperationSchema.all {
      definitions[operation.name] = parameters(of: operation)
      operations[operation.name] = ["$ref": "#/definitions/\(operation.name)"]
    }
    definitions["problem"] = problem(names: names)
    definitions["op"] = [
      "description": "A name, a name with its parameters, or the one-line form.",
      "anyOf": [
        ["type": "string"],
        [
          "type": "object", "minProperties": 1, "maxProperties": 1, "properties": operations,
          "additionalProperties": false,
        ],
      ],
    ]
    return [
      "$schema": "http://json-schema.org/draft-07/schema#",
      // Schemas refer to each other by it; there is nothing to fetch there.
      "$id": "https://convscope.invalid/schemas/problem.schema.json",
      "title": "Convscope problem",
      "description": "An input and the ops applied to it, or several such problems.",
      "anyOf": [
        problem(names: names.merging(["question": words]) { first, _ in first }),
        [
          "type": "object", "required": ["problems"], "additionalProperties": false,
          "properties": [
            "title": words,
            "problems": [
              "type": "array", "minItems": 1, "maxItems": ProblemCollection.mostProblems,
              "items": problem(names: names.merging(["question": words]) { first, _ in first }),
            ],
          ],
        ],
      ],
      "definitions": definitions,
    ]
  }

  private static var words: [String: Any] {
    ["type": ["string", "number", "boolean"], "pattern": "\\S"]
  }

  /// The names that any problem may have.
  private static var names: [String: Any] {
    [
      "title": words,
      "input": ["$ref": "#/definitions/grid"],
      "ops": ["$ref": "#/definitions/ops"],
      "upstream": [
        "description": "dLoss/dOutput; ones when absent.",
        "allOf": [["$ref": "#/definitions/grid"]],
      ],
    ]
  }

  private static func problem(names: [String: Any]) -> [String: Any] {
    [
      "type": "object", "required": ["input", "ops"], "additionalProperties": false,
      "properties": names,
    ]
  }

  private static var shared: [String: Any] {
    let whole: [String: Any] = ["type": ["integer", "string"]]
    return [
      "grid": [
        "description":
          "Rows separated by / or line ends, planes by ; or a blank line, blocks by ;; or nested lists.",
        "type": ["number", "string", "array"],
      ],
      "ops": [
        "anyOf": [
          ["type": "array", "minItems": 1, "items": ["$ref": "#/definitions/op"]],
          ["type": "string", "description": "Ops separated by |."],
          ["$ref": "#/definitions/op"],
        ]
      ],
      "lengths": [
        "anyOf": [whole, ["type": "array", "items": whole, "minItems": 1, "maxItems": 2]]
      ],
      "factors": [
        "anyOf": [
          ["type": ["number", "string"]],
          ["type": "array", "items": ["type": "number"], "minItems": 1, "maxItems": 2],
        ]
      ],
      "padding": [
        "anyOf": [
          ["enum": ["same", "valid", "full"]], whole,
          ["type": "array", "items": whole, "minItems": 1, "maxItems": 4],
        ]
      ],
      "references": [
        "anyOf": [
          ["type": "integer", "minimum": 0], ["enum": ["input"]],
          ["type": "array", "items": ["$ref": "#/definitions/references"], "minItems": 1],
        ]
      ],
    ]
  }

  /// The parameters under their names, or the first one alone.
  private static func parameters(of operation: OperationSchema) -> [String: Any] {
    var properties: [String: Any] = [:]
    for parameter in operation.parameters {
      var property: [String: Any] = ["allOf": [value(of: parameter.kind)]]
      property["description"] =
        parameter.summary + (parameter.defaultText.map { " (default \($0))" } ?? "")
      properties[parameter.name] = property
    }
    let required = operation.parameters.filter(\.isRequired).map(\.name)
    var named: [String: Any] = [
      "type": "object", "properties": properties, "additionalProperties": false,
    ]
    if !required.isEmpty { named["required"] = required }
    var forms = [named]
    if required.isEmpty { forms.append(["type": "null"]) }
    if let first = operation.parameters.first, Set(required).isSubset(of: [first.name]) {
      forms.append(value(of: first.kind))
    }
    return ["description": operation.summary, "anyOf": forms]
  }

  private static func value(of kind: OperationSchema.Kind) -> [String: Any] {
    switch kind {
    case .grid: ["$ref": "#/definitions/grid"]
    case .grids: ["type": "array", "items": ["$ref": "#/definitions/grid"], "minItems": 1]
    case .lengths: ["$ref": "#/definitions/lengths"]
    case .factors: ["$ref": "#/definitions/factors"]
    case .padding: ["$ref": "#/definitions/padding"]
    case .number: ["type": "number"]
    case .numberOrNull: ["type": ["number", "null"]]
    case .integer: ["type": "integer"]
    case .boolean: ["type": "boolean"]
    case .choice(let words): ["enum": words]
    case .shape: ["type": ["array", "integer", "string"]]
    case .references: ["$ref": "#/definitions/references"]
    }
  }
}
