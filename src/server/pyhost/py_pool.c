// Worker threads: calls cross to them and back through two lock-free queues; jobs are made once.
#include "server/pyhost/py_host_priv.h"

#include "base/check.h"
#include "base/mpmc.h"
#include "os/thread.h"

typedef struct PyJob {
    struct PyJob *next_free;
    PyObject *callable, *arguments, *keywords, *context;  // owned
    PyObject *result;                                     // owned
    PyObject *type, *error, *traceback;                   // owned: what it raised
    PyDone *done;
    void *done_context;
} PyJob;

struct PyPool {
    PyHost *host;  // borrowed: it owns the pool
    PyJob *jobs;   // owned
    PyJob *free;   // the loop's thread alone
    MpmcCell *cells;
    Mpmc waiting, finished;
    OsMutex mutex;
    OsCond wake;
    AtomicU32 sleepers, is_closing;
    AtomicU32 users;   // the host and the threads: the last one frees it
    bool is_detached;  // by `mutex`: the host's loop is gone
    bool is_started;   // the threads are there
};

bool py_pool_new(PyHost *host, u32 thread_count, u32 queue_count) {
    u32 capacity = 2;
    while (capacity < queue_count && capacity < MPMC_CAPACITY_MAX / 2) capacity *= 2;
    (void)thread_count;
    PyPool *pool = PyMem_RawCalloc(1, sizeof(*pool));
    PyJob *jobs = PyMem_RawCalloc(capacity, sizeof(*jobs));
    MpmcCell *cells = PyMem_RawCalloc(2 * (usize)capacity, sizeof(*cells));
    if (!pool || !jobs || !cells) {
        PyMem_RawFree(pool);
        PyMem_RawFree(jobs);
        PyMem_RawFree(cells);
        PyErr_NoMemory();
        return false;
    }
    *pool = (PyPool){.host = host, .jobs = jobs, .cells = cells};
    for (u32 i = 0; i < capacity; i++) {
        jobs[i].next_free = pool->free;
        pool->free = &jobs[i];
    }
    atomic_u32_store_relaxed(&pool->users, 1);
    mpmc_init(&pool->waiting, cells, capacity);
    mpmc_init(&pool->finished, cells + capacity, capacity);
    os_mutex_init(&pool->mutex);
    os_cond_init(&pool->wake);
    host->pool = pool;
    return true;
}

static void worker_wake(PyPool *pool) {
    // Pairs with job_wait: a worker counts itself as asleep before it looks a last time.
    if (atomic_u32_add_acq_rel(&pool->sleepers, 0) == 0) return;
    os_mutex_lock(&pool->mutex);
    os_cond_wake_one(&pool->wake);
    os_mutex_unlock(&pool->mutex);
}

bool py_host_offload(PyHost *host, PyObject *callable, PyObject *arguments, PyObject *keywords,
                     PyDone *done, void *context) {
    PyPool *pool = host->pool;
    PyJob *job = pool ? pool->free : NULL;
    if (!job) return false;
    if (!pool->is_started) {
        pool->is_started = true;
        py_host_threads(host);
    }
    PyObject *variables = PyContext_CopyCurrent();
    if (!variables) {
        PyErr_Clear();
        return false;
    }
    pool->free = job->next_free;
    *job = (PyJob){.callable = Py_NewRef(callable),
                   .arguments = Py_NewRef(arguments),
                   .keywords = Py_XNewRef(keywords),
                   .context = variables,
                   .done = done,
                   .done_context = context};
    Status status = mpmc_push(&pool->waiting, job);
    CHECK(status == STATUS_OK);  // there are as many cells as jobs
    worker_wake(pool);
    return true;
}

// Without the interpreter. NULL: the pool closes.
static PyJob *job_wait(PyPool *pool) {
    void *item = NULL;
    os_mutex_lock(&pool->mutex);
    atomic_u32_add_acq_rel(&pool->sleepers, 1);
    // Pairs with py_pool_close.
    while (mpmc_pop(&pool->waiting, &item) != STATUS_OK &&
           !atomic_u32_load_acquire(&pool->is_closing)) {
        os_cond_wait(&pool->wake, &pool->mutex);
    }
    atomic_u32_add_acq_rel(&pool->sleepers, (u32)-1);
    os_mutex_unlock(&pool->mutex);
    return item;
}

static void job_run(PyJob *job) {
    if (PyContext_Enter(job->context) == 0) {
        job->result = PyObject_Call(job->callable, job->arguments, job->keywords);
        PyErr_Fetch(&job->type, &job->error, &job->traceback);
        PyContext_Exit(job->context);
    } else {
        PyErr_Fetch(&job->type, &job->error, &job->traceback);
    }
}

static void pool_leave(PyPool *pool) {
    if (atomic_u32_add_acq_rel(&pool->users, (u32)-1) > 1) return;
    os_mutex_deinit(&pool->mutex);
    os_cond_deinit(&pool->wake);
    PyMem_RawFree(pool->jobs);
    PyMem_RawFree(pool->cells);
    PyMem_RawFree(pool);
}

static void loop_wake(PyPool *pool) {
    os_mutex_lock(&pool->mutex);
    if (!pool->is_detached) net_loop_wake(pool->host->net);
    os_mutex_unlock(&pool->mutex);
}

PyObject *py_pool_run(PyHost *host) {
    PyPool *pool = host->pool;
    if (!pool) Py_RETURN_NONE;
    atomic_u32_add_acq_rel(&pool->users, 1);
    for (;;) {
        void *item = NULL;
        if (mpmc_pop(&pool->waiting, &item) != STATUS_OK) {
            PyThreadState *thread = PyEval_SaveThread();
            item = job_wait(pool);
            PyEval_RestoreThread(thread);
        }
        if (!item) break;
        job_run(item);
        Status status = mpmc_push(&pool->finished, item);
        CHECK(status == STATUS_OK);
        loop_wake(pool);
    }
    pool_leave(pool);
    Py_RETURN_NONE;
}

void py_pool_take(PyHost *host) {
    void *item;
    while (mpmc_pop(&host->pool->finished, &item) == STATUS_OK) {
        PyJob *job = item;
        PyJob told = *job;
        job->next_free = host->pool->free;
        host->pool->free = job;
        Py_XDECREF(told.callable);
        Py_XDECREF(told.arguments);
        Py_XDECREF(told.keywords);
        Py_XDECREF(told.context);
        if (told.type) PyErr_Restore(told.type, told.error, told.traceback);
        told.done(told.done_context, told.result);
        if (PyErr_Occurred()) py_host_error(host, "a call on a worker thread");
        Py_XDECREF(told.result);
    }
}

void py_pool_close(PyPool *pool) {
    // Pairs with job_wait.
    atomic_u32_store_release(&pool->is_closing, 1);
    os_mutex_lock(&pool->mutex);
    os_cond_wake_all(&pool->wake);
    os_mutex_unlock(&pool->mutex);
}

// Threads that are still at work leave it later, and free it.
void py_pool_free(PyPool *pool) {
    if (!pool) return;
    py_pool_close(pool);
    os_mutex_lock(&pool->mutex);
    pool->is_detached = true;
    os_mutex_unlock(&pool->mutex);
    pool_leave(pool);
}
