// Makes of the log of a training run the file that lessons show its curves from: Lessons/Runs/NAME.jsonl.
//
// usage: swift Scripts/ship-run.swift LOG NAME --command COMMAND --machine WORDS [--note WORDS] [--folder FOLDER]
//
// LOG is what `convscope train --log LOG` writes, or log.jsonl of the run's folder. Epochs stay; of the steps at most 80 are
// left, each the mean of as many as it stands for; gradients stay of five epochs. The first line says how the run came about:
// the command that repeats it, the machine, and the hours that the log says it took.

import Foundation

func fail(_ text: String) -> Never {
  FileHandle.standardError.write(Data("ship-run: \(text)\n".utf8))
  exit(2)
}

/// A number with so many digits that count.
func rounded(_ value: Any?, digits: Int = 4) -> Any {
  guard let number = value as? Double, number.isFinite, number != 0 else {
    return value ?? NSNull()
  }
  let text = String(format: "%.\(digits)g", number)
  return NSDecimalNumber(string: text)
}

// MARK: - What is asked for

var words = Array(CommandLine.arguments.dropFirst())
var options: [String: String] = [:]
while let index = words.firstIndex(where: { $0.hasPrefix("--") }) {
  guard words.indices.contains(index + 1) else { fail("\(words[index]) has no value") }
  options[words[index]] = words[index + 1]
  words.removeSubrange(index...index + 1)
}
let known = ["--command", "--machine", "--note", "--folder"]
if let other = options.keys.first(where: { !known.contains($0) }) { fail("there is no \(other)") }
guard words.count == 2, let command = options["--command"], let machine = options["--machine"]
else { fail("usage: LOG NAME --command COMMAND --machine WORDS [--note WORDS] [--folder FOLDER]") }
guard let log = FileManager.default.contents(atPath: words[0]) else {
  fail("\(words[0]) cannot be read")
}

// MARK: - What the log tells

var (steps, epochs): ([[String: Any]], [[String: Any]]) = ([], [])
var (start, end): ([String: Any]?, [String: Any]?)
for line in log.split(separator: UInt8(ascii: "\n")) {
  guard let entry = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any] else {
    continue
  }
  switch entry["event"] as? String {
  case "start": start = entry
  case "step": steps.append(entry)
  case "epoch": epochs.append(entry)
  case "end": end = entry
  case "rewind":
    let last = entry["step"] as? Int ?? 0
    steps.removeAll { $0["step"] as? Int ?? 0 > last }
    epochs.removeAll { $0["step"] as? Int ?? 0 > last }
  default: break
  }
}
guard !epochs.isEmpty || !steps.isEmpty else { fail("\(words[0]) is no log of a run") }
let seconds =
  end?["seconds"] as? Double ?? epochs.reduce(0) { $0 + ($1["seconds"] as? Double ?? 0) }

// MARK: - What is left of it

var lines: [[String: Any]] = [
  [
    "event": "run", "command": command, "machine": machine,
    "hours": rounded(seconds / 3600, digits: 3),
  ]
]
if let note = options["--note"] { lines[0]["note"] = note }
if let start { lines.append(start) }

let block = max(1, (steps.count + 79) / 80)
for first in stride(from: 0, to: steps.count, by: block) {
  let part = steps[first..<min(first + block, steps.count)]
  func mean(_ key: String) -> Any {
    let values = part.compactMap { $0[key] as? Double }
    return values.count < part.count ? NSNull() : rounded(values.reduce(0, +) / Double(part.count))
  }
  var step: [String: Any] = ["event": "step", "loss": mean("loss"), "accuracy": mean("accuracy")]
  for key in ["step", "epoch"] { step[key] = part.last?[key] }
  step["lr"] = rounded(part.last?["lr"])
  lines.append(step)
}

let kept = Set((0..<5).map { $0 * max(0, epochs.count - 1) / 4 })
for (index, entry) in epochs.enumerated() {
  var epoch = entry
  for key in [
    "train_loss", "test_loss", "train_accuracy", "test_accuracy", "seconds",
    "images_per_second",
  ] { epoch[key] = rounded(entry[key]) }
  if kept.contains(index), let gradients = entry["gradients"] as? [[String: Any]] {
    epoch["gradients"] = gradients.map { layer -> [String: Any] in
      ["layer": layer["layer"] ?? "", "size": rounded(layer["size"], digits: 3)]
    }
  } else {
    epoch["gradients"] = nil
  }
  lines.append(epoch)
}
if let end { lines.append(end) }

let texts = try lines.map { line in
  String(
    decoding: try JSONSerialization.data(
      withJSONObject: line, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
}
let bytes = Data((texts.joined(separator: "\n") + "\n").utf8)
let folder = options["--folder"] ?? "Lessons/Runs"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(words[1]).jsonl"))
print("\(folder)/\(words[1]).jsonl: \(bytes.count) bytes, \(epochs.count) epochs")
if bytes.count > 20_000 { fail("that is more than 20,000 bytes: ship fewer epochs") }
