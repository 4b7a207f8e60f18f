import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// What a scheduler of PyTorch gives, as `Fixtures/make_optimizer_fixture.py` wrote it.
struct ScheduleCase: Decodable, CustomStringConvertible {
  let schedule: String
  let peak: Double
  let stepsPerEpoch: Int
  let rates: [Double]

  var description: String { "\(schedule), \(rates.count) steps" }

  static func load() throws -> [ScheduleCase] {
    struct File: Decodable { let cases: [ScheduleCase] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: Repository.fixture("schedules.json"))
    return try decoder.decode(File.self, from: data).cases
  }
}

@Suite struct ScheduleTests {
  /// What a run's file holds is what it was told, however small or large.
  @Test(arguments: [
    "step:every:0.00005%", "step:0.00001%,0.5%:1e-9", "warm-up:0.000001ep:1e-12+cosine:1e-300",
    "one-cycle:1e-9:1000000000000:1e12", "step:every:1e12ep", "step:every:5e-324%:5e-324",
    "warm-up:999999999999+constant", "step:every:1e1ep",
  ])
  func `a schedule's text is read as the same schedule`(text: String) throws {
    let schedule = try LearningRateSchedule(parsing: text)
    #expect(try LearningRateSchedule(parsing: schedule.text) == schedule)
    let data = try JSONEncoder().encode([schedule])
    #expect(try JSONDecoder().decode([LearningRateSchedule].self, from: data) == [schedule])
    #expect(schedule.rate(atStep: 7, of: 10, stepsPerEpoch: 3, peak: 1).isFinite)
  }

  static let cases = (try? ScheduleCase.load()) ?? []

  @Test func `the fixture has every kind of schedule`() throws {
    let names = Set(try ScheduleCase.load().map { $0.schedule.prefix { $0 != ":" } })
    #expect(names == ["constant", "step", "cosine", "one-cycle", "warm-up"])
  }

  @Test(arguments: cases)
  func `rates are PyTorch's`(_ scheduleCase: ScheduleCase) throws {
    let schedule = try LearningRateSchedule(parsing: scheduleCase.schedule)
    for (step, expected) in scheduleCase.rates.enumerated() {
      let rate = schedule.rate(
        atStep: step, of: scheduleCase.rates.count, stepsPerEpoch: scheduleCase.stepsPerEpoch,
        peak: scheduleCase.peak)
      // Both compute in Double; PyTorch multiplies its way from step to step.
      #expect(abs(rate - expected) <= 1e-13 * scheduleCase.peak, "step \(step)")
    }
  }

  @Test(arguments: [
    "constant", "step:30,60:0.1", "step:50%,75%:0.2", "step:every:10ep:0.1", "cosine",
    "cosine:0.01", "one-cycle", "one-cycle:0.5:10:100", "warm-up:500+cosine",
    "warm-up:2ep:0.1+one-cycle", "warm-up:5%+step:80:0.5",
  ])
  func `the text of a schedule gives the schedule`(text: String) throws {
    let schedule = try LearningRateSchedule(parsing: text)
    #expect(schedule.text == text)
    let data = try JSONEncoder().encode([schedule])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([LearningRateSchedule].self, from: data) == [schedule])
  }

  @Test func `spellings and shorthands are understood`() throws {
    #expect(try LearningRateSchedule(parsing: "OneCycle") == .oneCycle)
    #expect(try LearningRateSchedule(parsing: " cosine ") == .cosine)
    #expect(try LearningRateSchedule(parsing: "step: 30, 60").text == "step:30,60:0.1")
    #expect(try LearningRateSchedule(parsing: "one-cycle:30%") == .oneCycle)
    #expect(
      try LearningRateSchedule(parsing: "warmup:1 epoch + cosine").text == "warm-up:1ep+cosine")
  }

  @Test(arguments: [
    ("", 1, "the name of a schedule is missing"),
    ("cosin", 1, "there is no schedule 'cosin'"),
    ("constant:1", 10, "'1' is one number too many for constant"),
    ("cosine:2", 8, "2 is out of range"),
    ("cosine:x", 8, "'x' is not a number"),
    ("cosine:", 8, "a number is missing"),
    ("cosine:nan", 8, "nan is out of range"),
    ("step", 5, "it is not said when the rate falls"),
    ("step:every", 5, "it is not said when the rate falls"),
    ("step:60,30", 9, "milestone 30 does not come after 60"),
    ("step:30,30", 9, "milestone 30 does not come after 30"),
    ("step:30,,60", 9, "a number is missing"),
    ("step:0", 6, "0 is out of range"),
    ("step:-3", 6, "'-3' is not a part of a run"),
    ("step:1.5", 6, "1.5 steps is not a whole number"),
    ("step:120%", 6, "120% is more than the run"),
    ("step:3weeks", 6, "'weeks' is not a unit"),
    ("step:30:60:0.1", 12, "'0.1' is one number too many for step"),
    ("step:30:0", 9, "0 is out of range"),
    ("one-cycle:2", 11, "2 is out of range"),
    ("one-cycle:0.3:25:1e4:1", 22, "'1' is one number too many for one-cycle"),
    ("warm-up:500", 12, "nothing comes after the warm-up"),
    ("warm-up", 8, "it is not said how long the warm-up takes"),
    ("warm-up+cosine", 8, "it is not said how long the warm-up takes"),
    ("warm-up:5:0+cosine", 11, "0 is out of range"),
    ("warm-up:5:1:1+cosine", 13, "'1' is one number too many for warm-up"),
    ("cosine+constant", 1, "'cosine' stands in front of a +"),
    ("warm-up:5+cosine+constant", 18, "more than one schedule comes after the warm-up"),
    ("step:99999999999999999999", 6, "99999999999999999999 is out of range"),
  ])
  func `a mistake is told where it is`(text: String, column: Int, problem: String) {
    let error = #expect(throws: ScheduleError.self) { try LearningRateSchedule(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.message == problem)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test func `steps past the end have the last rate`() {
    let last = LearningRateSchedule.oneCycle.rate(
      atStep: 99, of: 100, stepsPerEpoch: 10, peak: 1)
    let past = LearningRateSchedule.oneCycle.rate(
      atStep: 150, of: 100, stepsPerEpoch: 10, peak: 1)
    #expect(last == past)
  }

  @Test(arguments: ["one-cycle", "cosine", "warm-up:5+one-cycle", "warm-up:50%+step:1:0.5"])
  func `runs of any length have rates`(text: String) throws {
    let schedule = try LearningRateSchedule(parsing: text)
    for total in 1...12 {
      for step in 0..<total {
        let rate = schedule.rate(atStep: step, of: total, stepsPerEpoch: 3, peak: 1)
        #expect(rate >= 0 && rate <= 1, "step \(step) of \(total): \(rate)")
      }
    }
  }

  @Test func `what was probably not meant is pointed out`() throws {
    func caution(_ text: String) throws -> String? {
      try LearningRateSchedule(parsing: text).caution(totalSteps: 39_000, stepsPerEpoch: 390)
    }
    #expect(try caution("step:30,60:0.1")?.contains("write 60ep") == true)
    #expect(try caution("step:30ep,60ep:0.1") == nil)
    #expect(try caution("step:120ep")?.contains("120 epochs") == true)
    #expect(try caution("warm-up:100%+cosine")?.contains("never gets to the peak") == true)
    #expect(try caution("one-cycle") == nil)
  }
}
