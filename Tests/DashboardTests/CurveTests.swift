import Testing
import Training

@testable import Dashboard

struct CurveTests {
  private func curve(_ count: Int, _ value: (Int) -> Double = Double.init) -> Curve {
    var curve = Curve()
    for step in 1...count { curve.append(step: step, value: value(step)) }
    return curve
  }

  @Test func `a picture with room shows every sample`() {
    let points = curve(10).sampled(3...7, count: 100)
    #expect(points.map(\.step) == [3, 4, 5, 6, 7] && points.map(\.mean) == [3, 4, 5, 6, 7])
  }

  @Test func `a picture without room joins neighbours, and keeps their extremes`() {
    // Steps 1 to 100 in ten columns of 9.9 steps; one sample in each direction stands out.
    let curve = curve(100) { $0 == 33 ? 1_000 : $0 == 66 ? -1_000 : 1 }
    let points = curve.sampled(1...100, count: 10)
    #expect(points.count == 10 && points.map(\.count).reduce(0, +) == 100)
    #expect(points.map(\.greatest).max() == 1_000 && points.map(\.least).min() == -1_000)
    #expect(points.map(\.step) == points.map(\.step).sorted())
    #expect(points[0].count == 10 && points[0].step == 5.5 && points[0].mean == 1)
    #expect(points[3].greatest == 1_000 && points[3].mean > 90)
  }

  @Test func `a smoothed curve has means over the last samples, also of joined ones`() {
    let small = curve(6).smoothed(over: 3)
    #expect(small.points.map(\.mean) == [1, 1.5, 2, 3, 4, 5])
    #expect(small.points.allSatisfy { $0.least == $0.mean && $0.greatest == $0.mean })
    // Jumps of ±1 around 5, of which a long history keeps the means of neighbours.
    let long = curve(3 * Curve.capacity) { $0.isMultiple(of: 3) ? 7 : 4 }.smoothed(over: 300)
    #expect(long.points.dropFirst(100).allSatisfy { abs($0.mean - 5) < 0.05 })
    #expect(long.recent.last.map { abs($0.mean - 5) < 0.02 } == true)
  }

  @Test func `the last step is in the last column`() {
    let points = curve(1_000).sampled(0...1_000, count: 7)
    #expect(points.count == 7 && points.last?.greatest == 1_000)
  }

  @Test func `a long history is joined two by two, and its end stays exact`() {
    let count = 3 * Curve.capacity
    let curve = curve(count)
    #expect(curve.points.count <= Curve.capacity)
    #expect(curve.points.map(\.count).reduce(0, +) == count)
    #expect(curve.points.first?.least == 1 && curve.points.last?.greatest == Double(count))
    // Each point is the middle of the steps that it stands for: values are the steps here.
    #expect(curve.points.allSatisfy { abs($0.step - $0.mean) < 1e-9 })
    let recent = curve.sampled(Double(count - 99)...Double(count), count: 1_000)
    #expect(recent.map(\.count) == Array(repeating: 1, count: 100))
    #expect(curve.recentMean(of: 3) == Double(count - 1) && curve.last == Double(count))
  }

  @Test func `what is not a number has no place`() {
    var curve = curve(3)
    curve.append(step: 4, value: .nan)
    curve.append(step: 5, value: .infinity)
    #expect(curve.points.count == 3 && curve.last == 3)
    #expect(Curve().recentMean(of: 5) == nil && Curve().sampled(1...2, count: 5).isEmpty)
  }

  @Test func `going back forgets what came after`() {
    var curve = curve(100)
    curve.rewind(to: 40)
    #expect(curve.last == 40 && curve.points.last?.step == 40)
    curve.append(step: 41, value: 7)
    #expect(curve.sampled(40...41, count: 5).map(\.mean) == [40, 7])
  }
}

struct PaceTests {
  private let length = RunLength(batchSize: 10, stepsPerEpoch: 20, totalSteps: 200)

  @Test func `nothing is known before the first step`() {
    #expect(Pace().secondsLeft(steps: 5, in: length) == nil)
    #expect(Pace().secondsLeft(steps: 0, in: length) == 0)
  }

  @Test func `steps alone take what their images take`() {
    var pace = Pace()
    pace.addStep(imagesPerSecond: 50)
    #expect(pace.imagesPerSecond == 50)
    #expect(pace.secondsLeft(steps: 30, in: length) == 6)
  }

  @Test func `what an epoch takes beyond its steps comes again with each epoch`() throws {
    var pace = Pace()
    pace.addStep(imagesPerSecond: 50)
    // Twenty steps take 4 seconds, so a test takes 3.
    pace.addEpoch(seconds: 7)
    let seconds = try #require(pace.secondsLeft(steps: 40, in: length))
    #expect(abs(seconds - (8 + 6)) < 1e-9)
    pace.addEpoch(seconds: 1)
    #expect(pace.secondsLeft(steps: 40, in: length) == 8)
  }

  @Test func `a new speed shows slowly, and nonsense not at all`() throws {
    var pace = Pace()
    pace.addStep(imagesPerSecond: 100)
    pace.addStep(imagesPerSecond: 200)
    #expect(abs(try #require(pace.imagesPerSecond) - 105) < 1e-9)
    for number in [0, -1, .nan, .infinity] as [Double] {
      pace.addStep(imagesPerSecond: number)
      pace.addEpoch(seconds: number)
    }
    #expect(abs(try #require(pace.imagesPerSecond) - 105) < 1e-9 && pace.secondsPerEpoch == nil)
  }
}
