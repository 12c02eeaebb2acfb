/* The tandem in Cimba: queues of objects, and for each server a process, as in Cimba's own benchmark.

A server takes the next job of its station, holds while it is served, and puts it into the queue of
the next station. One model at a time: Cimba has one queue of events for each thread. */

#include <assert.h> /* this and the next for compilers that know C23 in part */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <cimba.h>

struct tandem {
    int64_t jobs, stations, servers;
    const int64_t *arrivals; /* of the jobs */
    const int64_t *work;     /* jobs × stations */
    int64_t *starts;         /* likewise */
    struct station {
        struct tandem *tandem;
        int64_t number;
        struct cmb_objectqueue *queue;
    } *station;
    struct cmb_process **process; /* the source, then the servers */
};

static void *arrive(struct cmb_process *self, void *context)
{
    struct tandem *tandem = context;
    cmb_unused(self);
    for (int64_t job = 0; job < tandem->jobs; job++) {
        cmb_process_hold((double)tandem->arrivals[job] - cmb_time());
        /* A job is known by where its row of service times begins. */
        cmb_objectqueue_put(tandem->station[0].queue,
                            (void *)&tandem->work[job * tandem->stations]);
    }
    return NULL;
}

static void *serve(struct cmb_process *self, void *context)
{
    const struct station *station = context;
    const struct tandem *tandem = station->tandem;
    const int64_t number = station->number;
    cmb_unused(self);
    void *row = NULL;
    while (cmb_objectqueue_get(station->queue, &row) == CMB_PROCESS_SUCCESS) {
        const int64_t *work = row;
        tandem->starts[work - tandem->work + number] = (int64_t)cmb_time();
        cmb_process_hold((double)work[number]);
        if (number + 1 < tandem->stations) {
            cmb_objectqueue_put(tandem->station[number + 1].queue, row);
        }
    }
    return NULL;
}

static void stop(void *subject, void *object)
{
    struct tandem *tandem = subject;
    cmb_unused(object);
    for (int64_t number = 0; number <= tandem->servers; number++) {
        if (cmb_process_status(tandem->process[number]) == CMB_PROCESS_RUNNING) {
            cmb_process_stop(tandem->process[number], NULL);
        }
    }
    cmb_event_queue_clear();
}

static struct cmb_process *begun(const char *name, cmb_process_func *does, void *context)
{
    struct cmb_process *process = cmb_process_create();
    cmb_process_initialize(process, name, does, context, 0);
    cmb_process_start(process);
    return process;
}

/* Returns a model ready to run; `starts` is for its answer. */
struct tandem *tandem_set_up(int64_t jobs, int64_t stations, const int64_t *arrivals,
                             const int64_t *work, const int64_t *servers, int64_t horizon,
                             int64_t *starts)
{
    struct tandem *tandem = malloc(sizeof *tandem);
    *tandem = (struct tandem){
        .jobs = jobs, .stations = stations, .arrivals = arrivals, .work = work, .starts = starts,
        .station = malloc(stations * sizeof *tandem->station),
    };
    for (int64_t number = 0; number < stations; number++) {
        tandem->servers += servers[number];
    }
    tandem->process = malloc((tandem->servers + 1) * sizeof *tandem->process);
    cmb_logger_flags_off(CMB_LOGGER_INFO);
    cmb_random_initialize(1); /* Some structures of Cimba want it; no time is drawn. */
    cmb_event_queue_initialize(0.0);
    struct cmb_process **next = tandem->process;
    for (int64_t number = 0; number < stations; number++) {
        struct station *station = &tandem->station[number];
        *station = (struct station){tandem, number, cmb_objectqueue_create()};
        cmb_objectqueue_initialize(station->queue, "station", CMB_UNLIMITED);
    }
    *next++ = begun("source", arrive, tandem);
    for (int64_t number = 0; number < stations; number++) {
        for (int64_t server = 0; server < servers[number]; server++) {
            *next++ = begun("server", serve, &tandem->station[number]);
        }
    }
    cmb_event_schedule(stop, tandem, NULL, (double)horizon, -1);
    return tandem;
}

/* Serves all jobs until the horizon. */
void tandem_serve(void)
{
    cmb_event_queue_execute();
}

/* Gives back what a model has taken. */
void tandem_clear(struct tandem *tandem)
{
    for (int64_t number = 0; number <= tandem->servers; number++) {
        cmb_process_terminate(tandem->process[number]);
        cmb_process_destroy(tandem->process[number]);
    }
    for (int64_t number = 0; number < tandem->stations; number++) {
        cmb_objectqueue_terminate(tandem->station[number].queue);
        cmb_objectqueue_destroy(tandem->station[number].queue);
    }
    cmb_event_queue_terminate();
    cmb_random_terminate();
    free(tandem->process);
    free(tandem->station);
    free(tandem);
}
