/* The ring of one writer and one reader, step by step, with the death of either at any step.

   What is modelled: every access to the shared control block and to both semaphores, in the order of
   src/ipc/ring_writer.c, ring_reader.c, ipc_writer.c and ipc_reader.c; markers, unmarked tails, the rebase of an empty
   ring, credits in ring order with two frames held and released in either order. Bytes are counted in units; a header
   takes 1 unit, so a tail of 0 units is the "no room for a marker" case of a full ring, and HEADER is both the marker's
   and the frame's header. The ring holds RING units.

   What is checked: no unit of an unreleased or unread frame is overwritten (assert in place), frames arrive in order
   and whole, free units never leave 0..RING, and at the end: a live reader whose writer died or closed has read every
   committed frame and says so; a live writer whose reader died says so; nobody waits for ever (invalid end states,
   and with -DLIVE progress: a frame that fits is written). */

#ifndef RING
#define RING 7
#endif
#ifndef FRAMES
#define FRAMES 4
#endif
#define HEADER 1
#define NOBODY 255

/* The control block. */
byte free_units = RING;
byte write_pos = 0;
byte read_pos = 0;
byte written = 0;
byte reads = 0;
bool writer_here = true;
bool reader_here = true;
byte sem_data = 0;
byte sem_space = 0;

/* The ring: for each unit who owns it (a frame's number, 0 free), and for header units what they say. */
byte owner[RING];
byte head_size[RING];
byte head_seq[RING];

/* Ghosts, which no process reads to decide anything. */
byte committed = 0;
byte taken = 0;
bool writer_alive = true;
bool reader_alive = true;
bool reader_saw_end = false;
bool writer_saw_end = false;

inline die_writer() {
    if
    :: true -> skip
#ifdef DEATH
    :: true -> writer_alive = false; goto dead
#endif
    fi
}

inline die_reader() {
    if
    :: true -> skip
#ifdef DEATH
    :: true -> reader_alive = false; goto dead
#endif
    fi
}

inline own(start, count, who) {
    d_step {
        i = 0;
        do
        :: i < count -> assert(owner[start + i] == 0 || who == 0); owner[start + i] = who; i++
        :: else -> break
        od;
        i = 0
    }
}

proctype Writer() {
    byte i, total, tail, pos, need, used, seq = 1, snapshot, at;
    bool here, wraps, rebases;
    do
    :: seq > FRAMES -> break
    :: else ->
        /* Any size from the smallest to the whole ring. */
        select(total : 2 .. RING);
retry:
        die_writer();
        if
        :: !reader_here -> writer_saw_end = true; goto closing
        :: else -> skip
        fi;
        tail = RING - pos;
        here = (total <= tail);
        wraps = (!here && tail + total <= RING);
        rebases = (!here && !wraps);
        need = (here -> total : tail + total);
        snapshot = free_units;                       /* load acquire */
        if
        :: rebases ->
            if
            :: snapshot == RING && sem_data == 0 && written == reads -> skip
            :: else -> goto no_space
            fi
        :: else ->
            /* The second opinion: positions, and counts where they are equal. */
            used = read_pos;
            if
            :: used == pos -> used = (written == reads -> 0 : RING)
            :: used < pos -> used = pos - used
            :: else -> used = RING - (used - pos)
            fi;
            if
            :: need > snapshot || need > RING - used -> goto no_space
            :: else -> skip
            fi
        fi;
        at = (here -> pos : 0);
        /* The payload is written while nothing shared says so. */
        own(at, total, seq);
        die_writer();
        if
        :: wraps ->
            assert(owner[pos] == 0);
            head_size[pos] = 0; head_seq[pos] = 0;   /* the marker */
            die_writer();
            written++;
            die_writer();
            free_units = free_units - tail;          /* atomic */
            die_writer();
            write_pos = 0
        :: rebases ->
            read_pos = 0;
            die_writer();
            write_pos = 0
        :: else -> skip
        fi;
        die_writer();
        d_step { head_size[at] = total; head_seq[at] = seq };
        pos = (at + total == RING -> 0 : at + total);
        die_writer();
        write_pos = pos;
        die_writer();
        assert(free_units >= total);
        free_units = free_units - total;             /* atomic */
        die_writer();
        written++;
        die_writer();
        d_step { committed = seq; sem_data++ };      /* post: the commit */
        seq++;
        goto next;
no_space:
        /* Drain, look again, then sleep; a timed wait looks whether the reader lives. */
        if
        :: atomic { sem_space > 0 -> sem_space-- }
        :: atomic { sem_space == 0 && !reader_alive -> writer_saw_end = true; goto closing }
        :: atomic { sem_space == 0 && !reader_here -> writer_saw_end = true; goto closing }
        fi;
        goto retry;
next:
        skip
    od;
closing:
    die_writer();
    writer_here = false;
    goto end;
dead:
    skip;
end:
    skip
}

/* Two slots of a ledger: frames (and the tail before one) leave in order only. */
proctype Reader() {
    byte i, pos, at, expected = 1, size, tail, my_reads;
    byte held_total[2], held_tail[2], held_at[2];
    byte held = 0;
    bool marked, first_done;
    do
    :: taken == FRAMES && held == 0 -> break
    :: held < 2 && taken < FRAMES ->
        die_reader();
        /* Wait for a token; a timed wait looks whether the writer is there, and once more for a token. */
        if
        :: atomic { sem_data > 0 -> sem_data-- }
        :: atomic { sem_data == 0 && held == 0 && (!writer_here || !writer_alive) -> reader_saw_end = true; goto closing }
        :: atomic { sem_data == 0 && held > 0 -> goto release }
        fi;
        die_reader();
        if
        :: read_pos == pos -> skip
        :: else -> assert(read_pos == 0 && held == 0); pos = 0    /* rebased */
        fi;
        tail = 0; marked = false; at = pos;
        if
        :: head_size[pos] == 0 ->
            assert(pos != 0);
            marked = true; tail = RING - pos; at = 0
        :: else -> skip
        fi;
        size = head_size[at];
        assert(size >= 2 && head_seq[at] == expected && at + size <= RING);
        i = 0;
        d_step {
            do
            :: i < size -> assert(owner[at + i] == expected); i++
            :: else -> break
            od;
            i = 0
        };
        expected++;
        my_reads = my_reads + (marked -> 2 : 1);
        pos = (at + size == RING -> 0 : at + size);
        die_reader();
        reads = my_reads;
        die_reader();
        read_pos = pos;
        die_reader();
        taken++;
        if
        :: tail > 0 && held == 0 -> free_units = free_units + tail; tail = 0    /* credited at once */
        :: else -> skip
        fi;
        held_total[held] = size; held_tail[held] = tail; held_at[held] = at;
        held++
    :: held > 0 ->
release:
        die_reader();
        /* The second may be released first: then both are credited with the first. */
        if
        :: true -> first_done = false
        :: held == 2 -> first_done = true
        fi;
        if
        :: first_done ->
            own(held_at[1], held_total[1], 0);       /* its reader is done with it; no credit yet */
            die_reader();
            own(held_at[0], held_total[0], 0);
            die_reader();
            free_units = free_units + held_total[0] + held_tail[1] + held_total[1];
            die_reader();
            sem_space++;
            die_reader();
            sem_space++;
            held = 0
        :: else ->
            own(held_at[0], held_total[0], 0);
            die_reader();
            free_units = free_units + held_total[0] + (held == 2 -> held_tail[1] : 0);
            assert(free_units <= RING);
            die_reader();
            sem_space++;
            held_total[0] = held_total[1]; held_at[0] = held_at[1]; held_tail[0] = 0; held_tail[1] = 0;
            held--
        fi
    od;
closing:
    die_reader();
    reader_here = false;
    die_reader();
    sem_space++;                                     /* wakes a waiting writer */
    goto end;
dead:
    skip;
end:
    skip
}

init {
    atomic { run Writer(); run Reader() }
    (_nr_pr == 1);
    /* Both are over. */
    assert(!reader_saw_end || taken == committed);
    assert(!reader_alive || taken == committed || taken == FRAMES);
    assert(!writer_alive || writer_saw_end || committed == FRAMES);
#ifndef DEATH
    assert(committed == FRAMES && taken == FRAMES && free_units == RING && sem_data == 0);
#endif
}
