/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file pool.c A ring of items: the reader fills them in their order, workers take whichever is next, the caller gets
 * them in their order again. Its length and the bytes in it bound the memory of a run.
 *
 * An article takes a quarter of a millisecond, a thread that is woken some hundredths of one, of a core that a worker
 * has warm: so reader and caller sleep until a good part of the ring is theirs, and then do all of it at one go.
 */
#include <pthread.h>
#include <string.h>

#include "archive/private.h"

/** Items a worker; bytes of articles in all of them, beyond which the reader waits. */
enum { ITEMS_EACH = 48, BYTES_MOST = 2 * 1024 * 1024 };

typedef struct thread_of_pool {
  ys_pool *pool;
  ys_worker *worker;
  pthread_t thread;
  bool started;
} thread_of_pool;

struct ys_pool {
  yanshu_allocator allocator;
  ys_reader *reader;
  unsigned threads;
  thread_of_pool *worker; /**< `threads` of them */
  thread_of_pool reading;
  ys_item *item; /**< n of them */
  bool *done;    /**< for each item: a worker has finished it */
  size_t n;
  bool lent; /**< the item before `given` is the caller's */

  pthread_mutex_t counting;
  pthread_mutex_t lock;
  pthread_cond_t may_read;
  pthread_cond_t may_work;
  pthread_cond_t may_give;
  uint64_t filled;  /**< items that the reader has finished */
  uint64_t taken;   /**< … that workers have begun */
  uint64_t worked;  /**< … that workers have finished, in any order */
  uint64_t given;   /**< … that the caller has got */
  unsigned idle;    /**< workers that wait */
  size_t bytes;     /**< of articles between filled and given */
  bool ended;       /**< the reader has come to the end, or failed */
  bool stopped;     /**< nobody wants more */
  ys_status status; /**< of the reader */
};

/** No item is free, one being the caller's until it asks for the next; or there are bytes enough. */
static bool is_full(const ys_pool *p) {
  return p->filled - p->given + 1 >= p->n || (p->bytes > BYTES_MOST && p->filled > p->given);
}

/** Whether it is worth waking the reader: half of the ring is free, of items and of bytes. */
static bool is_half_free(const ys_pool *p) {
  return p->filled - p->given <= p->n / 2 && (p->bytes <= BYTES_MOST / 2 || p->filled == p->given);
}

/** Whether it is worth waking the caller: a quarter of the ring is finished, or nothing else is in work. */
static bool is_worth_giving(const ys_pool *p) {
  return p->done[p->given % p->n] && (p->worked - p->given >= p->n / 4 || p->worked == p->filled);
}

static void *read_all(void *user) {
  ys_pool *const p = ((thread_of_pool *)user)->pool;
  for (;;) {
    (void)pthread_mutex_lock(&p->lock);
    while (!p->stopped && is_full(p)) {
      (void)pthread_cond_wait(&p->may_read, &p->lock);
    }
    const bool stopped = p->stopped;
    ys_item *const item = &p->item[p->filled % p->n];
    (void)pthread_mutex_unlock(&p->lock);
    if (stopped) {
      return NULL;
    }
    ys_item_clear(item);
    const ys_status status = ys_reader_next(p->reader, item);
    (void)pthread_mutex_lock(&p->lock);
    p->status = status;
    p->ended = status != YANSHU_OK || item->last;
    const bool ended = p->ended;
    if (status == YANSHU_OK) {
      p->done[p->filled % p->n] = item->last; /* there is nothing to do for the end */
      p->filled++;
      p->bytes += item->bytes.n;
    }
    if (p->idle > 0) {
      (void)pthread_cond_signal(&p->may_work);
    }
    if (ended) {
      (void)pthread_cond_broadcast(&p->may_work);
      (void)pthread_cond_broadcast(&p->may_give);
    }
    (void)pthread_mutex_unlock(&p->lock);
    if (ended) {
      return NULL;
    }
  }
}

static void *work(void *user) {
  const thread_of_pool *const self = user;
  ys_pool *const p = self->pool;
  (void)pthread_mutex_lock(&p->lock);
  for (;;) {
    while (!p->stopped && p->taken == p->filled && !p->ended) {
      p->idle++;
      (void)pthread_cond_wait(&p->may_work, &p->lock);
      p->idle--;
    }
    if (p->stopped || p->taken == p->filled) {
      (void)pthread_mutex_unlock(&p->lock);
      return NULL;
    }
    const size_t at = p->taken++ % p->n;
    if (!p->item[at].last) {
      (void)pthread_mutex_unlock(&p->lock);
      ys_worker_run(self->worker, &p->item[at]);
      (void)pthread_mutex_lock(&p->lock);
    }
    p->done[at] = true;
    p->worked++;
    if (is_worth_giving(p)) {
      (void)pthread_cond_signal(&p->may_give);
    }
  }
}

static ys_status start(thread_of_pool *t, void *(*function)(void *)) {
  t->started = pthread_create(&t->thread, NULL, function, t) == 0;
  return t->started ? YANSHU_OK : YANSHU_NO_MEMORY;
}

static ys_status make_items(ys_pool *p) {
  p->n = p->threads == 1 ? 1 : (size_t)p->threads * ITEMS_EACH;
  p->item = ys_resize(&p->allocator, NULL, p->n * sizeof *p->item);
  p->done = ys_resize(&p->allocator, NULL, p->n * sizeof *p->done);
  p->worker = ys_resize(&p->allocator, NULL, p->threads * sizeof *p->worker);
  if (p->worker != NULL) {
    memset(p->worker, 0, p->threads * sizeof *p->worker);
  }
  if (p->item == NULL || p->done == NULL || p->worker == NULL) {
    p->n = 0;
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < p->n; i++) {
    ys_item_init(&p->item[i], &p->allocator);
    p->done[i] = false;
  }
  return YANSHU_OK;
}

static ys_status start_all(ys_pool *p, const ys_archive_tools *tools, const yanshu_archive_options *options,
                           const ys_emit *emit) {
  YS_TRY(make_items(p));
  for (unsigned i = 0; i < p->threads; i++) {
    p->worker[i].pool = p;
    YS_TRY(ys_worker_new(tools, options, emit, &p->counting, &p->worker[i].worker));
  }
  if (p->threads == 1) {
    return YANSHU_OK;
  }
  for (unsigned i = 0; i < p->threads; i++) {
    YS_TRY(start(&p->worker[i], work));
  }
  return start(&p->reading, read_all);
}

ys_status ys_pool_new(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                      ys_reader *reader, unsigned threads, ys_pool **out) {
  *out = NULL;
  ys_pool *const p = ys_resize(&tools->allocator, NULL, sizeof *p);
  if (p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *p = (ys_pool){.allocator = tools->allocator, .reader = reader, .threads = threads, .reading = {.started = false}};
  p->reading.pool = p;
  (void)pthread_mutex_init(&p->counting, NULL);
  (void)pthread_mutex_init(&p->lock, NULL);
  (void)pthread_cond_init(&p->may_read, NULL);
  (void)pthread_cond_init(&p->may_work, NULL);
  (void)pthread_cond_init(&p->may_give, NULL);
  const ys_status status = start_all(p, tools, options, emit);
  if (status != YANSHU_OK) {
    ys_pool_free(p);
    return status;
  }
  *out = p;
  return YANSHU_OK;
}

/** One after the other, in this thread. */
static ys_status next_alone(ys_pool *p, ys_item **item) {
  ys_item_clear(p->item);
  YS_TRY(ys_reader_next(p->reader, p->item));
  if (!p->item->last) {
    ys_worker_run(p->worker->worker, p->item);
  }
  *item = p->item;
  return YANSHU_OK;
}

ys_status ys_pool_next(ys_pool *p, ys_item **item) {
  if (p->threads == 1) {
    return next_alone(p, item);
  }
  (void)pthread_mutex_lock(&p->lock);
  if (p->lent) {
    p->bytes -= p->item[p->given % p->n].bytes.n;
    p->done[p->given % p->n] = false;
    p->given++;
    p->lent = false;
    if (is_half_free(p)) {
      (void)pthread_cond_signal(&p->may_read);
    }
  }
  while (!(p->filled > p->given && p->done[p->given % p->n]) && !(p->ended && p->filled == p->given)) {
    (void)pthread_cond_wait(&p->may_give, &p->lock);
  }
  const bool got = p->filled > p->given;
  *item = &p->item[p->given % p->n];
  p->lent = got;
  const ys_status status = got ? YANSHU_OK : p->status != YANSHU_OK ? p->status : YANSHU_INTERNAL;
  (void)pthread_mutex_unlock(&p->lock);
  return status;
}

static void join(const thread_of_pool *t) {
  if (t->started) {
    (void)pthread_join(t->thread, NULL);
  }
}

void ys_pool_free(ys_pool *p) {
  if (p == NULL) {
    return;
  }
  (void)pthread_mutex_lock(&p->lock);
  p->stopped = true;
  (void)pthread_cond_broadcast(&p->may_read);
  (void)pthread_cond_broadcast(&p->may_work);
  (void)pthread_mutex_unlock(&p->lock);
  join(&p->reading);
  for (unsigned i = 0; p->worker != NULL && i < p->threads; i++) {
    join(&p->worker[i]);
    ys_worker_free(p->worker[i].worker);
  }
  for (size_t i = 0; i < p->n; i++) {
    ys_item_free(&p->item[i]);
  }
  (void)pthread_mutex_destroy(&p->counting);
  (void)pthread_mutex_destroy(&p->lock);
  (void)pthread_cond_destroy(&p->may_read);
  (void)pthread_cond_destroy(&p->may_work);
  (void)pthread_cond_destroy(&p->may_give);
  (void)ys_resize(&p->allocator, p->item, 0);
  (void)ys_resize(&p->allocator, p->done, 0);
  (void)ys_resize(&p->allocator, p->worker, 0);
  const yanshu_allocator a = p->allocator;
  (void)ys_resize(&a, p, 0);
}
