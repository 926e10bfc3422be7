// The driver itself comes with `-sanitize=fuzzer`.
#include "FuzzDriver.h"
