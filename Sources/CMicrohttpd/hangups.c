#include "CMicrohttpd.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int cmhd_hangups_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

bool cmhd_hangups_add(int set, int descriptor, uint64_t identifier) {
  struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data.u64 = identifier};
  if (epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event) == 0) {
    return true;
  }
  return errno == EEXIST && epoll_ctl(set, EPOLL_CTL_MOD, descriptor, &event) == 0;
}

void cmhd_hangups_remove(int set, int descriptor) { epoll_ctl(set, EPOLL_CTL_DEL, descriptor, NULL); }

bool cmhd_hangups_add_wakeup(int set, int event_descriptor, uint64_t identifier) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = identifier};
  return epoll_ctl(set, EPOLL_CTL_ADD, event_descriptor, &event) == 0;
}

int cmhd_hangups_wait(int set, uint64_t *identifiers, int capacity) {
  struct epoll_event events[64];
  int limit = capacity < 64 ? capacity : 64;
  int count = epoll_wait(set, events, limit, -1);
  if (count < 0) {
    return errno == EINTR ? 0 : -1;
  }
  for (int index = 0; index < count; index++) {
    identifiers[index] = events[index].data.u64;
  }
  return count;
}

int cmhd_event_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cmhd_event_signal(int event_descriptor) {
  uint64_t one = 1;
  ssize_t written = write(event_descriptor, &one, sizeof one);
  (void)written;
}

void cmhd_close(int descriptor) {
  if (descriptor >= 0) {
    close(descriptor);
  }
}
