import TestSupport
import Testing

@testable import Playground

struct PointSourceTests {
  private static let made = PointSource.allCases.filter { $0 != .own }

  @Test(arguments: made)
  func `points are the same for the same seed, and others for another`(source: PointSource) {
    let points = source.points(noise: 0.2, seed: 3)
    #expect(points.count == 400 - 400 % (source.classes ?? 1))
    #expect(points == source.points(noise: 0.2, seed: 3))
    #expect(points != source.points(noise: 0.2, seed: 4))
  }

  @Test(arguments: made)
  func `each class has as many points, and without noise they lie in the picture`(
    source: PointSource
  ) {
    let points = source.points(noise: 0, seed: 1)
    let counts = Dictionary(grouping: points, by: \.label).mapValues(\.count)
    #expect(Set(counts.values).count == 1)
    #expect(counts.keys.sorted() == Array(0..<(source.classes ?? 0)))
    #expect(points.allSatisfy { abs($0.x) <= Plane.reach && abs($0.y) <= Plane.reach })
  }

  @Test func `without noise a circle and the quarters are what they are called`() {
    for point in PointSource.circles.points(noise: 0, seed: 2) {
      let radius = (point.x * point.x + point.y * point.y).squareRoot()
      #expect(point.label == 0 ? radius <= 2.5 : radius >= 3.5 && radius <= 5)
    }
    for point in PointSource.xor.points(noise: 0, seed: 2) {
      #expect((point.x * point.y > 0) == (point.label == 1))
    }
  }

  @Test func `every point is learned or tested, and the share is as asked`() {
    var settings = PlaygroundSettings()
    settings.trainShare = 0.3
    let data = SplitPoints(settings, own: nil)
    #expect(data.train.count == 120)
    #expect(data.test.count == 280)
    #expect(Set(data.all) == Set(PointSource.circles.points(noise: 0.1, seed: 1)))
    #expect(data.classNames == ["A", "B"])
  }
}
