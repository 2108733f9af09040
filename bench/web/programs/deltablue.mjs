import { main } from "../../programs/timing.mjs";

const FORWARD = 1;
const BACKWARD = 2;
const NONE = 0;

const REQUIRED = 0;
const PREFERRED = 2;
const STRONG_DEFAULT = 3;
const NORMAL = 4;
const WEAKEST = 6;

class Variable {
  constructor(value) {
    this.value = value;
    this.constraints = [];
    this.determinedBy = null;
    this.mark = 0;
    this.walkStrength = WEAKEST;
    this.stay = true;
  }

  remove(constraint) {
    this.constraints.splice(this.constraints.indexOf(constraint), 1);
  }
}

class Constraint {
  constructor(strength) {
    this.strength = strength;
  }

  isInput() {
    return false;
  }

  attach(planner) {
    this.addToGraph();
    planner.add(this);
  }

  detach(planner) {
    if (this.isSatisfied()) planner.remove(this);
    else this.removeFromGraph();
  }

  satisfy(planner, mark) {
    this.chooseMethod(mark);
    if (!this.isSatisfied()) {
      if (this.strength === REQUIRED) throw new Error("a required constraint cannot be satisfied");
      return null;
    }
    this.markInputs(mark);
    const out = this.output();
    const overridden = out.determinedBy;
    if (overridden !== null) overridden.markUnsatisfied();
    out.determinedBy = this;
    if (!planner.propagate(this, mark)) throw new Error("a cycle of constraints");
    out.mark = mark;
    return overridden;
  }
}

class UnaryConstraint extends Constraint {
  constructor(planner, variable, strength) {
    super(strength);
    this.variable = variable;
    this.satisfied = false;
    this.attach(planner);
  }

  addToGraph() {
    this.variable.constraints.push(this);
    this.satisfied = false;
  }

  removeFromGraph() {
    this.variable.remove(this);
    this.satisfied = false;
  }

  isSatisfied() {
    return this.satisfied;
  }

  chooseMethod(mark) {
    this.satisfied = this.variable.mark !== mark && this.strength < this.variable.walkStrength;
  }

  markInputs() {}

  inputsKnown() {
    return true;
  }

  output() {
    return this.variable;
  }

  markUnsatisfied() {
    this.satisfied = false;
  }

  recalculate() {
    this.variable.walkStrength = this.strength;
    this.variable.stay = !this.isInput();
    if (this.variable.stay) this.execute();
  }
}

class StayConstraint extends UnaryConstraint {
  execute() {}
}

class EditConstraint extends UnaryConstraint {
  isInput() {
    return true;
  }

  execute() {}
}

class BinaryConstraint extends Constraint {
  constructor(strength, first, second) {
    super(strength);
    this.first = first;
    this.second = second;
    this.direction = NONE;
  }

  addToGraph() {
    this.first.constraints.push(this);
    this.second.constraints.push(this);
    this.direction = NONE;
  }

  removeFromGraph() {
    this.first.remove(this);
    this.second.remove(this);
    this.direction = NONE;
  }

  isSatisfied() {
    return this.direction !== NONE;
  }

  chooseMethod(mark) {
    if (this.first.mark === mark) {
      const can = this.second.mark !== mark && this.strength < this.second.walkStrength;
      this.direction = can ? FORWARD : NONE;
    } else if (this.second.mark === mark) {
      const can = this.first.mark !== mark && this.strength < this.first.walkStrength;
      this.direction = can ? BACKWARD : NONE;
    } else if (this.first.walkStrength > this.second.walkStrength) {
      this.direction = this.strength < this.first.walkStrength ? BACKWARD : NONE;
    } else {
      this.direction = this.strength < this.second.walkStrength ? FORWARD : BACKWARD;
    }
  }

  markInputs(mark) {
    this.input().mark = mark;
  }

  inputsKnown(mark) {
    const variable = this.input();
    return variable.mark === mark || variable.stay || variable.determinedBy === null;
  }

  input() {
    return this.direction === FORWARD ? this.first : this.second;
  }

  output() {
    return this.direction === FORWARD ? this.second : this.first;
  }

  markUnsatisfied() {
    this.direction = NONE;
  }

  recalculate() {
    const source = this.input();
    const out = this.output();
    out.walkStrength = Math.max(this.strength, source.walkStrength);
    out.stay = source.stay;
    if (out.stay) this.execute();
  }
}

class EqualConstraint extends BinaryConstraint {
  constructor(planner, first, second, strength) {
    super(strength, first, second);
    this.attach(planner);
  }

  execute() {
    this.output().value = this.input().value;
  }
}

class ScaleConstraint extends BinaryConstraint {
  constructor(planner, source, scale, offset, target, strength) {
    super(strength, source, target);
    this.scale = scale;
    this.offset = offset;
    this.attach(planner);
  }

  addToGraph() {
    super.addToGraph();
    this.scale.constraints.push(this);
    this.offset.constraints.push(this);
  }

  removeFromGraph() {
    super.removeFromGraph();
    this.scale.remove(this);
    this.offset.remove(this);
  }

  markInputs(mark) {
    super.markInputs(mark);
    this.scale.mark = mark;
    this.offset.mark = mark;
  }

  execute() {
    if (this.direction === FORWARD) {
      this.second.value = this.first.value * this.scale.value + this.offset.value;
    } else {
      this.first.value = Math.floor((this.second.value - this.offset.value) / this.scale.value);
    }
  }

  recalculate() {
    const source = this.input();
    const out = this.output();
    out.walkStrength = Math.max(this.strength, source.walkStrength);
    out.stay = source.stay && this.scale.stay && this.offset.stay;
    if (out.stay) this.execute();
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }

  newMark() {
    return ++this.mark;
  }

  add(constraint) {
    const mark = this.newMark();
    let overridden = constraint.satisfy(this, mark);
    while (overridden !== null) overridden = overridden.satisfy(this, mark);
  }

  remove(constraint) {
    const out = constraint.output();
    constraint.markUnsatisfied();
    constraint.removeFromGraph();
    const unsatisfied = this.forget(out);
    for (let strength = REQUIRED; strength <= WEAKEST; strength++) {
      for (const other of unsatisfied) {
        if (other.strength === strength) this.add(other);
      }
    }
  }

  // What was computed from `out` is unknown; returns the constraints that may now be satisfied.
  forget(out) {
    out.determinedBy = null;
    out.walkStrength = WEAKEST;
    out.stay = true;
    const unsatisfied = [];
    const todo = [out];
    while (todo.length > 0) {
      const variable = todo.pop();
      for (const constraint of variable.constraints) {
        if (!constraint.isSatisfied()) unsatisfied.push(constraint);
      }
      for (const constraint of variable.constraints) {
        if (constraint !== variable.determinedBy && constraint.isSatisfied()) {
          constraint.recalculate();
          todo.push(constraint.output());
        }
      }
    }
    return unsatisfied;
  }

  plan(todo) {
    const mark = this.newMark();
    const plan = [];
    while (todo.length > 0) {
      const constraint = todo.pop();
      if (constraint.output().mark !== mark && constraint.inputsKnown(mark)) {
        plan.push(constraint);
        constraint.output().mark = mark;
        this.consumers(constraint.output(), todo);
      }
    }
    return plan;
  }

  planFrom(constraints) {
    return this.plan(constraints.filter((c) => c.isInput() && c.isSatisfied()));
  }

  propagate(constraint, mark) {
    const todo = [constraint];
    while (todo.length > 0) {
      const current = todo.pop();
      if (current.output().mark === mark) return false;
      current.recalculate();
      this.consumers(current.output(), todo);
    }
    return true;
  }

  consumers(variable, into) {
    for (const constraint of variable.constraints) {
      if (constraint !== variable.determinedBy && constraint.isSatisfied()) into.push(constraint);
    }
  }

  change(variable, value) {
    const edit = new EditConstraint(this, variable, PREFERRED);
    const plan = this.planFrom([edit]);
    for (let i = 0; i < 10; i++) {
      variable.value = value;
      for (const constraint of plan) constraint.execute();
    }
    edit.detach(this);
  }
}

function chain(n) {
  const planner = new Planner();
  const variables = Array.from({ length: n + 1 }, () => new Variable(0));
  for (let i = 0; i < n; i++) new EqualConstraint(planner, variables[i], variables[i + 1], REQUIRED);
  new StayConstraint(planner, variables[n], STRONG_DEFAULT);
  const edit = new EditConstraint(planner, variables[0], PREFERRED);
  const plan = planner.planFrom([edit]);
  let total = 0;
  for (let i = 0; i < 100; i++) {
    variables[0].value = i;
    for (const constraint of plan) constraint.execute();
    if (variables[n].value !== i) throw new Error("chain");
    total += variables[n].value;
  }
  edit.detach(planner);
  return total;
}

function projection(n) {
  const planner = new Planner();
  const scale = new Variable(10);
  const offset = new Variable(1000);
  let source = null;
  let target = null;
  const targets = [];
  for (let i = 0; i < n; i++) {
    source = new Variable(i);
    target = new Variable(i);
    targets.push(target);
    new StayConstraint(planner, source, NORMAL);
    new ScaleConstraint(planner, source, scale, offset, target, REQUIRED);
  }
  const sum = () => targets.slice(0, -1).reduce((total, t) => total + t.value, 0);
  planner.change(source, 17);
  let total = target.value;
  planner.change(target, 1050);
  total += source.value;
  planner.change(scale, 5);
  total += sum();
  planner.change(offset, 2000);
  total += sum();
  return total;
}

function run(n) {
  return `${chain(n)} ${projection(n)}`;
}

main((n) => n, run, 2500);
