// Functions of two sizes that are constant, so that their sums stay in registers.

#pragma once

// ACTION(i, j, …) for every i from 1 to ROWS and j from 1 to COLUMNS, which may be macros.
#define CK_EACH_SIZE(ROWS, COLUMNS, ...) CK_EACH_SIZE_EXPANDED(ROWS, COLUMNS, __VA_ARGS__)
#define CK_EACH_SIZE_EXPANDED(ROWS, COLUMNS, ...) CK_ROWS_##ROWS(CK_UP_TO_##COLUMNS, __VA_ARGS__)
#define CK_ROWS_1(ROW, ...) ROW(1, __VA_ARGS__)
#define CK_ROWS_2(ROW, ...) CK_ROWS_1(ROW, __VA_ARGS__) ROW(2, __VA_ARGS__)
#define CK_ROWS_3(ROW, ...) CK_ROWS_2(ROW, __VA_ARGS__) ROW(3, __VA_ARGS__)
#define CK_ROWS_6(ROW, ...)                                                                      \
  CK_ROWS_3(ROW, __VA_ARGS__) ROW(4, __VA_ARGS__) ROW(5, __VA_ARGS__) ROW(6, __VA_ARGS__)
#define CK_UP_TO_2(I, ACTION, ...) ACTION(I, 1, __VA_ARGS__) ACTION(I, 2, __VA_ARGS__)
#define CK_UP_TO_4(I, ACTION, ...)                                                               \
  CK_UP_TO_2(I, ACTION, __VA_ARGS__) ACTION(I, 3, __VA_ARGS__) ACTION(I, 4, __VA_ARGS__)
#define CK_UP_TO_8(I, ACTION, ...)                                                               \
  CK_UP_TO_4(I, ACTION, __VA_ARGS__)                                                             \
  ACTION(I, 5, __VA_ARGS__) ACTION(I, 6, __VA_ARGS__)                                            \
  ACTION(I, 7, __VA_ARGS__) ACTION(I, 8, __VA_ARGS__)

// Functions NAME_i_j(PARAMETERS) that call the inline function NAME(i, j, arguments…), and the
// table NAME_of[i - 1][j - 1] of them. They are not inlined: a call costs less than the registers
// that the caller would take from the sums.
#define CK_FUNCTION_OF_SIZES(ROWS, COLUMNS, NAME, PARAMETERS, ...)                               \
  CK_EACH_SIZE(ROWS, COLUMNS, CK_SIZED_FUNCTION, NAME, PARAMETERS, __VA_ARGS__)                  \
  static __typeof__(NAME##_1_1) *const NAME##_of[ROWS][COLUMNS] = {                              \
    CK_EACH_SIZE(ROWS, COLUMNS, CK_SIZED_ENTRY, NAME)                                            \
  };
#define CK_SIZED_FUNCTION(I, J, NAME, PARAMETERS, ...)                                           \
  CK_TARGET static __attribute__((noinline)) void NAME##_##I##_##J PARAMETERS {                  \
    NAME(I, J, __VA_ARGS__);                                                                     \
  }
#define CK_SIZED_ENTRY(I, J, NAME) [I - 1][J - 1] = NAME##_##I##_##J,
