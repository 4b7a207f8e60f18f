// Whether what copies on different streams touch is in an order: who forgets to record an event, or to wait for one, is told,
// though this time all came in the right order.
//
// What kernels touch is not known here; those on one stream are in order anyway.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace emulated {

/// How much of each stream, by its number, is done before whatever comes.
class Known {
  std::map<int, long> places;

public:
  void learn(int stream, long place) { places[stream] = std::max(places[stream], place); }

  void learn(const Known &other) {
    for (const auto &[stream, place] : other.places) learn(stream, place);
  }

  bool has(int stream, long place) const {
    const auto found = places.find(stream);
    return found != places.end() && found->second >= place;
  }
};

/// The copies of a program.
class Copies {
  struct Access {
    int stream;
    long place;
    bool writes;
    uintptr_t start;
    size_t bytes;
  };
  std::vector<Access> accesses;

public:
  /// Notes that a copy touches memory.
  ///
  /// - Returns: The number of another stream that may still be at it; 0 where there is none.
  int touch(int stream, long place, bool writes, uintptr_t start, size_t bytes,
            const Known &before) {
    int other = 0;
    for (const Access &access : accesses) {
      const bool meets = access.start < start + bytes && start < access.start + access.bytes;
      if (meets && access.stream != stream && (writes || access.writes) &&
          !before.has(access.stream, access.place)) {
        other = access.stream;
      }
    }
    // Of equal ones the last is behind the others.
    const auto is_equal = [=](const Access &access) {
      return access.stream == stream && access.writes == writes && access.start == start &&
             access.bytes == bytes;
    };
    accesses.erase(std::remove_if(accesses.begin(), accesses.end(), is_equal), accesses.end());
    accesses.push_back({stream, place, writes, start, bytes});
    return other;
  }

  /// Forgets them, once all are done.
  void clear() { accesses.clear(); }
};

}  // namespace emulated
