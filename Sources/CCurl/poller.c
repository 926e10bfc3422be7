#define _GNU_SOURCE
#include "CCurl.h"

#include <errno.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

int ccurl_poller_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

bool ccurl_poller_watch(int poller, ccurl_readiness wanted) {
  struct epoll_event event = {
      .events = (wanted.input ? EPOLLIN : 0) | (wanted.output ? EPOLLOUT : 0),
      .data.u64 = (uint64_t)wanted.tag << 32 | (uint32_t)wanted.descriptor,
  };
  if (event.events == 0) {
    // A socket that is closed already has left by itself.
    return epoll_ctl(poller, EPOLL_CTL_DEL, wanted.descriptor, &event) == 0 || errno == ENOENT || errno == EBADF;
  }
  if (epoll_ctl(poller, EPOLL_CTL_MOD, wanted.descriptor, &event) == 0) {
    return true;
  }
  return errno == ENOENT && epoll_ctl(poller, EPOLL_CTL_ADD, wanted.descriptor, &event) == 0;
}

int ccurl_poller_wait(int poller, ccurl_readiness *ready, int capacity, int milliseconds) {
  enum { batch = 64 };
  struct epoll_event events[batch];
  int count = epoll_wait(poller, events, capacity < batch ? capacity : batch, milliseconds);
  if (count < 0) {
    return errno == EINTR ? 0 : -1;
  }
  for (int index = 0; index < count; index++) {
    const uint32_t happened = events[index].events;
    ready[index] = (ccurl_readiness){
        .tag = (uint32_t)(events[index].data.u64 >> 32),
        .descriptor = (int32_t)(uint32_t)events[index].data.u64,
        .input = (happened & (EPOLLIN | EPOLLHUP)) != 0,
        .output = (happened & EPOLLOUT) != 0,
        .failure = (happened & EPOLLERR) != 0,
    };
  }
  return count;
}

int ccurl_wakeup_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void ccurl_wakeup_signal(int wakeup) {
  // Fails only where the counter is full, and then it is readable anyway.
  (void)eventfd_write(wakeup, 1);
}

void ccurl_wakeup_clear(int wakeup) {
  eventfd_t ignored;
  (void)eventfd_read(wakeup, &ignored);
}

void ccurl_thread_set_name(const char *name) { (void)pthread_setname_np(pthread_self(), name); }
