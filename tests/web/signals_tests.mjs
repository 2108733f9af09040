// build/web/test/signals.mjs: the reactive core from JavaScript, as libraries of signals are expected to behave.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

const load = ({ build }) => import(pathToFileURL(path.join(build, "web/test/signals.mjs")).href);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

const cases = {
  "reads and writes in every spelling"({ signal }) {
    const s = signal(1);
    s(2);
    s.value += 1;
    s.set(s.get() + 1);
    assert.deepEqual([s(), s.value, s.get(), s.peek()], [4, 4, 4, 4]);
    s(undefined);
    assert.equal(s(), undefined);
  },
  "computed is lazy, cached and cut off"({ signal, computed, effect, flush }) {
    const runs = { half: 0, text: 0, effect: 0 };
    const a = signal(2);
    const half = computed(() => (runs.half++, a() >> 1));
    const text = computed(() => (runs.text++, `<${half()}>`));
    assert.deepEqual(runs, { half: 0, text: 0, effect: 0 });
    const seen = [];
    effect(() => { runs.effect++; seen.push(text()); });
    a(3);
    flush();
    a(4);
    flush();
    assert.deepEqual(seen, ["<1>", "<2>"]);
    assert.deepEqual(runs, { half: 3, text: 2, effect: 2 });
    assert.equal(text(), "<2>");
    assert.deepEqual(runs, { half: 3, text: 2, effect: 2 });
  },
  "diamonds have no glitch"({ signal, computed, effect, flush }) {
    const a = signal(1);
    const b = computed(() => a() + 1), c = computed(() => a() * 10);
    let runs = 0;
    const d = computed(() => { runs++; return [a(), b(), c()].join(); });
    const seen = [];
    effect(() => void seen.push(d()));
    a(2);
    assert.equal(d(), "2,3,20"); // a read in the same turn sees the write
    flush();
    assert.deepEqual(seen, ["1,2,10", "2,3,20"]);
    assert.equal(runs, 2);
  },
  async "a turn is one flush, in a microtask"({ signal, effect }) {
    const a = signal(0), seen = [];
    effect(() => void seen.push(a()));
    for (let i = 1; i <= 100; i++) a(i);
    assert.deepEqual(seen, [0]);
    await Promise.resolve();
    assert.deepEqual(seen, [0, 100]);
    a(1);
    a(100);
    await turn();
    assert.deepEqual(seen, [0, 100, 100]);
  },
  "batch flushes at its outermost end"({ signal, effect, batch }) {
    const a = signal(1), b = signal(1), seen = [];
    effect(() => void seen.push(a() + b()));
    const result = batch(() => {
      a(2);
      batch(() => b(3));
      assert.deepEqual(seen, [2]);
      return "result";
    });
    assert.equal(result, "result");
    assert.deepEqual(seen, [2, 5]);
  },
  "dependencies are dynamic"({ signal, computed, effect, flush }) {
    const on = signal(true), a = signal(1), b = signal(2);
    let runs = 0;
    const pick = computed(() => (runs++, on() ? a() : b()));
    effect(() => void pick());
    b(20);
    flush();
    assert.equal(runs, 1);
    on(false);
    flush();
    a(10);
    flush();
    assert.equal(runs, 2);
    assert.equal(pick(), 20);
  },
  "untracked and peek record nothing"({ signal, computed, effect, flush, untracked }) {
    const a = signal(1), b = signal(1), c = computed(() => b() * 2);
    const seen = [];
    effect(() => void seen.push(a() + untracked(() => b()) + b.peek() + c.peek() + untracked(c)));
    b(2);
    flush();
    a(2);
    flush();
    assert.deepEqual(seen, [1 + 1 + 1 + 2 + 2, 2 + 2 + 2 + 4 + 4]);
  },
  "clean-ups run before the next run and at the end"({ signal, effect, flush }) {
    const a = signal(0), log = [];
    const dispose = effect(() => {
      const now = a();
      log.push(`run ${now}`);
      return () => log.push(`clean ${now}`);
    });
    a(1);
    flush();
    dispose();
    dispose();
    a(2);
    flush();
    assert.deepEqual(log, ["run 0", "clean 0", "run 1", "clean 1"]);
  },
  "inner effects belong to the run that made them"({ signal, effect, flush }) {
    const a = signal(0), b = signal(0), log = [];
    const dispose = effect(() => {
      a();
      log.push("outer");
      effect(() => {
        b();
        log.push("inner");
        return () => log.push("clean");
      });
    });
    b(1);
    flush();
    a(1);
    b(2);
    flush();
    dispose();
    b(3);
    flush();
    assert.deepEqual(log, ["outer", "inner", "clean", "inner", "clean", "outer", "inner", "clean"]);
  },
  "an effect that writes settles, or is stopped"({ signal, effect, flush, CycleError }) {
    const a = signal(0);
    const dispose = effect(() => { if (a() < 5) a(a() + 1); });
    flush();
    assert.equal(a(), 5);
    dispose();
    let runs = 0;
    const b = signal(0);
    const stop = effect(() => { runs++; b(b() + 1); });
    assert.throws(flush, CycleError);
    assert.equal(runs, 101); // the first was no flush
    stop();
    flush();
  },
  "errors are values of computed atoms"({ signal, computed }) {
    const a = signal(1);
    let runs = 0;
    const c = computed(() => {
      runs++;
      if (a() === 1) throw new TypeError("one");
      return a();
    });
    assert.throws(c, /one/);
    assert.throws(c, /one/);
    assert.equal(runs, 1);
    a(2);
    assert.equal(c(), 2);
    a(1);
    assert.throws(c, /one/);
  },
  "an effect that throws does not stop the others"({ signal, effect, flush }) {
    const a = signal(0), seen = [];
    effect(() => { if (a() === 1) throw new Error("first"); });
    effect(() => void seen.push(a()));
    a(1);
    assert.throws(flush, /first/);
    a(2);
    flush();
    assert.deepEqual(seen, [0, 1, 2]);
    assert.throws(() => effect(() => { throw new Error("at once"); }), /at once/);
  },
  "cycles raise and recover"({ signal, computed, CycleError }) {
    const on = signal(true);
    const x = computed(() => (on() ? y() + 1 : 1));
    const y = computed(() => x() + 1);
    assert.throws(x, CycleError);
    assert.throws(y, CycleError);
    on(false);
    assert.deepEqual([y(), x()], [2, 1]);
    on(true);
    assert.throws(y, CycleError);
    on(false);
    assert.deepEqual([x(), y()], [1, 2]);
  },
  "computed atoms must not write"({ signal, computed, StateError }) {
    const a = signal(1);
    const bad = computed(() => { a(2); return a(); });
    assert.throws(bad, StateError);
    assert.equal(a(), 1);
  },
  "equality may be one's own"({ signal, computed, effect, flush }) {
    const a = signal({ x: 1 }, { equals: (left, right) => left.x === right.x });
    const size = computed(() => [a().x > 5], { equals: (left, right) => left[0] === right[0] });
    const seen = [];
    effect(() => void seen.push(size()[0]));
    a({ x: 1 });
    a({ x: 2 });
    flush();
    a({ x: 9 });
    flush();
    assert.deepEqual(seen, [false, true]);
    const nan = signal(NaN);
    let runs = 0;
    effect(() => { nan(); runs++; });
    nan(NaN);
    flush();
    assert.equal(runs, 1);
  },
  "long chains need no stack when they settle"({ signal, computed }) {
    const a = signal(0);
    let last = a;
    for (let i = 0; i < 20000; i++) {
      const before = last;
      last = computed(() => before() + 1);
      last();
    }
    a(1);
    assert.equal(last(), 20001);
  },
  "too deep a first evaluation says so"({ signal, computed }) {
    const a = signal(0);
    let last = a;
    for (let i = 0; i < 5000; i++) {
      const before = last;
      last = computed(() => before() + 1);
    }
    assert.throws(last, RangeError);
  },
  "disposed effects leave no links"({ signal, computed, effect, counts, flush }) {
    flush();
    const a = signal(0);
    const c = computed(() => a());
    c();
    const before = counts();
    for (let i = 0; i < 1000; i++) effect(() => { a(); c(); return () => {}; })();
    flush(); // until then they stand in its queue
    assert.deepEqual(counts().slice(0, 2), before.slice(0, 2));
  },
  "random graphs agree with recomputing"({ signal, computed, effect, flush }) {
    let state = 7;
    const random = (bound) => ((state = (state * 48271) % 2147483647) >>> 3) % bound;
    for (let world = 0; world < 30; world++) {
      const values = [0, 0, 0, 0], atoms = values.map((v) => signal(v));
      const models = values.map((_, i) => () => values[i]), nodes = [...atoms];
      const runs = [];
      for (let i = 0; i < 20; i++) {
        const [p, q, r] = [random(nodes.length), random(nodes.length), random(nodes.length)];
        const body = (get) => (get[p]() & 1 ? get[q]() : get[r]() + get[p]()) & 63;
        nodes.push(computed(() => (runs[i]++, body(nodes))));
        models.push(() => body(models));
      }
      const seen = [];
      for (let i = 0; i < 6; i++) {
        const at = random(nodes.length);
        effect(() => { seen[i] = [at, nodes[at]()]; });
      }
      for (let step = 0; step < 60; step++) {
        runs.fill(0, 0, 20);
        for (let i = 0; i < 20; i++) runs[i] = 0;
        for (let i = 0; i <= random(3); i++) {
          const at = random(4);
          atoms[at](values[at] = random(5));
        }
        flush();
        for (const [at, value] of seen) assert.equal(value, models[at]());
        const at = random(nodes.length);
        assert.equal(nodes[at](), models[at]());
        assert.ok(Math.max(...runs) <= 1);
      }
    }
  },
};

export const signalsNodeTests = Object.entries(cases).map(([name, test]) => [
  `signals: ${name}`,
  async (context) => test(await load(context)),
]);
